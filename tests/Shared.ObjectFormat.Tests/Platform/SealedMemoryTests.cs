using Shared.ObjectFormat.Platform;

namespace Shared.ObjectFormat.Tests.Platform;

[TestFixture]
[Platform("Linux")]
public sealed unsafe class SealedMemoryTests
{
    [Test]
    public void Memory_that_is_read_only_for_others_cannot_be_mapped_for_writing()
    {
        LinuxPlatform platform = new();
        using SharedMemory memory = platform.CreateSharedMemory("", "published", 4096, SharedAccess.ReadOnlyForOthers);
        memory.Pointer[0] = 9;
        string path = $"/proc/self/fd/{memory.Descriptor}";
        Assert.That(() => platform.MapFiles([path], 4096, 4096, writable: true), Throws.InstanceOf<IOException>());
        using FileMap reader = platform.MapFiles([path], 4096, 4096, writable: false);
        Assert.That(reader.Pointer[0], Is.EqualTo(9));
    }

    [Test]
    public void Shared_memory_cannot_be_cut_off_under_its_users()
    {
        LinuxPlatform platform = new();
        using SharedMemory memory = platform.CreateSharedMemory("", "slot", 8192, SharedAccess.ReadWrite);
        using FileStream file = new($"/proc/self/fd/{memory.Descriptor}", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Assert.That(() => file.SetLength(4096), Throws.InstanceOf<Exception>());
    }
}

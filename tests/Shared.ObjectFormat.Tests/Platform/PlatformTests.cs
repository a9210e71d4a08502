using System.Diagnostics;
using Shared.ObjectFormat.Platform;

namespace Shared.ObjectFormat.Tests.Platform;

/// <summary>The same behaviour by the system's own calls and by the portable fallback.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed unsafe class PlatformTests(bool portable)
{
    private readonly IPlatform _platform = Platforms.Choose(portable);
    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("mag").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void The_fallback_is_used_when_asked_for() => Assert.That(_platform.Name, Is.EqualTo(portable ? "portable" : Platforms.Native.Name));

    [Test]
    public void A_waiter_is_woken_when_the_word_changes()
    {
        using SharedMemory memory = _platform.CreateSharedMemory(_directory, "word", 4096, SharedAccess.ReadWrite);
        int* word = (int*)memory.Pointer;
        nint address = (nint)word;
        Task waker = Task.Run(() =>
        {
            Thread.Sleep(30);
            Volatile.Write(ref *(int*)address, 1);
            _platform.Wake((int*)address, 1);
        });
        long start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref *word) == 0)
            _platform.Wait(word, 0, 5000);
        Assert.That(Stopwatch.GetElapsedTime(start).TotalMilliseconds, Is.LessThan(2500));
        waker.Wait();
    }

    [Test]
    public void A_wait_ends_with_its_time_and_at_once_when_the_word_differs()
    {
        using SharedMemory memory = _platform.CreateSharedMemory(_directory, "word", 4096, SharedAccess.ReadWrite);
        long start = Stopwatch.GetTimestamp();
        _platform.Wait((int*)memory.Pointer, 1, 5000);
        Assert.That(Stopwatch.GetElapsedTime(start).TotalMilliseconds, Is.LessThan(1000));
        start = Stopwatch.GetTimestamp();
        _platform.Wait((int*)memory.Pointer, 0, 50);
        Assert.That(Stopwatch.GetElapsedTime(start).TotalMilliseconds, Is.InRange(30, 3000));
    }

    [Test]
    public void Bytes_and_shared_memory_cross_a_local_socket()
    {
        string path = Path.Combine(_directory, "s");
        using LocalListener listener = _platform.Listen(path);
        using SharedMemory made = _platform.CreateSharedMemory(_directory, "shared", 8192, SharedAccess.ReadWrite);
        Task server = Task.Run(() =>
        {
            using LocalStream peer = listener.Accept()!;
            int[] descriptors = _platform.PassesDescriptors ? [made.Descriptor] : [];
            peer.Send("hello"u8, descriptors);
        });
        using LocalStream stream = _platform.Connect(path);
        byte[] got = new byte[5];
        int[] descriptor = [-1];
        int count = stream.ReceiveAll(got, descriptor);
        server.Wait();
        Assert.That(got, Is.EqualTo("hello"u8.ToArray()));
        Assert.That(count, Is.EqualTo(_platform.PassesDescriptors ? 1 : 0));
        using SharedMemory opened = _platform.OpenSharedMemory(descriptor[0], made.Path, 8192, SharedAccess.ReadWrite);
        made.Pointer[8191] = 42;
        Assert.That(opened.Pointer[8191], Is.EqualTo(42));
        Assert.That(() => stream.IsClosedByPeer, Is.True.After(2000, 10));
    }

    [Test]
    public void A_socket_that_nobody_listens_on_is_refused_by_name() =>
        Assert.That(() => _platform.Connect(Path.Combine(_directory, "none")), Throws.InstanceOf<IOException>().With.Message.Contains("none"));

    [Test]
    public void A_socket_path_that_is_too_long_is_refused_with_the_limit() =>
        Assert.That(
            () => _platform.Listen(Path.Combine(_directory, new string('x', 120))),
            Throws.InstanceOf<IOException>().With.Message.Contains("107"));

    [Test]
    public void The_end_of_a_process_is_seen()
    {
        using Process child = Process.Start(new ProcessStartInfo("sleep", "60"))!;
        using ProcessWatch watch = _platform.WatchProcess(child.Id);
        Assert.That(watch.HasExited, Is.False);
        _platform.Kill(child.Id);
        child.WaitForExit();
        Assert.That(() => watch.HasExited, Is.True.After(2000, 10));
    }

    [Test]
    public void An_event_is_bytes_or_the_end_of_stream_or_process()
    {
        string path = Path.Combine(_directory, "s");
        using LocalListener listener = _platform.Listen(path);
        using LocalStream near = _platform.Connect(path);
        using LocalStream far = listener.Accept()!;
        using Process child = Process.Start(new ProcessStartInfo("sleep", "60"))!;
        using ProcessWatch watch = _platform.WatchProcess(child.Id);
        Assert.That(_platform.WaitForEvent(far, watch, 30), Is.False);
        near.Send("x"u8);
        Assert.That(_platform.WaitForEvent(far, watch, 2000), Is.True);
        far.ReceiveAll(new byte[1], []);
        child.Kill();
        child.WaitForExit();
        Assert.That(_platform.WaitForEvent(far, watch, 2000), Is.True);
    }

    [Test]
    public void A_mapped_file_shows_what_is_written_and_its_growth()
    {
        string path = Path.Combine(_directory, "file");
        File.WriteAllBytes(path, new byte[4096]);
        using FileMap map = _platform.MapFiles([path], 1 << 20, 1 << 20, writable: false);
        using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            _platform.Allocate(file.SafeFileHandle, 4096, 4096);
            file.Position = 8191;
            file.WriteByte(7);
            file.Flush();
            _platform.SyncData(file.SafeFileHandle);
        }
        map.FollowGrowth();
        Assert.That(map.Pointer[8191], Is.EqualTo(7));
    }

    [Test]
    public void Several_files_are_mapped_at_a_distance_or_refused()
    {
        string[] paths = [.. Enumerable.Range(0, 3).Select(i => Path.Combine(_directory, $"file{i}"))];
        for (byte i = 0; i < paths.Length; i++)
            File.WriteAllBytes(paths[i], [i, (byte)(i + 10)]);
        if (!_platform.MapsSeveralFiles)
        {
            Assert.That(() => _platform.MapFiles(paths, 1 << 20, 4096, writable: false), Throws.InstanceOf<IOException>().With.Message.Contains("not 3"));
            return;
        }
        using (FileMap map = _platform.MapFiles(paths, 1 << 20, 4096, writable: true))
        {
            Assert.That(Enumerable.Range(0, 3).Select(i => map.Pointer[(i << 20) + 1]), Is.EqualTo(new byte[] { 10, 11, 12 }));
            map.Pointer[1 << 20] = 99;
        }
        Assert.That(File.ReadAllBytes(paths[1])[0], Is.EqualTo(99));
        File.Delete(paths[2]);
        Assert.That(() => _platform.MapFiles(paths, 1 << 20, 4096, writable: false), Throws.InstanceOf<IOException>().With.Message.Contains(paths[2]));
    }
}

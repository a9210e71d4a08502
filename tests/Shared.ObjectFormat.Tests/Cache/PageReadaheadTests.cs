using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Platform;

namespace Shared.ObjectFormat.Tests.Cache;

/// <summary>What is read ahead when records are read here, there and side by side.</summary>
public sealed unsafe class PageReadaheadTests
{
    private const int Stretch = PageReadahead.StretchBytes;
    private byte[] _memory = [];

    [SetUp]
    public void MakeMemory() => _memory = GC.AllocateArray<byte>(8 * Stretch, pinned: true);

    [Test]
    public void The_second_page_of_a_stretch_has_all_of_it_read_once()
    {
        Map map = new(_memory);
        PageReadahead readahead = new(map);
        foreach (int address in (int[])[Stretch + 64, Stretch + 128, Stretch + Frame.DataPageBytes, Stretch + (9 * Frame.DataPageBytes), Stretch + 64])
        {
            readahead.Touch(address);
        }

        Assert.That(map.Asked, Is.EqualTo(new[] { (Stretch, Stretch) }));
    }

    [Test]
    public void Pages_far_from_each_other_have_nothing_read()
    {
        Map map = new(_memory);
        PageReadahead readahead = new(map);
        for (int round = 0; round < 3; round++)
        {
            for (int stretch = 7; stretch >= 0; stretch--)
            {
                readahead.Touch((stretch * Stretch) + (stretch * Frame.DataPageBytes));
            }
        }

        Assert.That(map.Asked, Is.Empty);
    }

    [Test]
    public void A_record_larger_than_a_page_is_read_whole_at_once()
    {
        Map map = new(_memory);
        fixed (byte* first = _memory)
        {
            ((RecordHeader*)(first + Stretch + 64))->ByteCount = (3 * Stretch) - RecordHeader.SizeBytes;
        }

        new PageReadahead(map).Touch(Stretch + 64);
        Assert.That(map.Asked, Is.EqualTo(new[] { (Stretch, (3 * Stretch) + 64) }));
    }

    private sealed class Map(byte[] memory) : FileMap
    {
        public List<(int Offset, int LengthBytes)> Asked { get; } = [];

        public override byte* Pointer => (byte*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);

        public override long LengthBytes => memory.Length;

        public override bool FollowGrowth() => false;

        public override void ReadAhead(long offset, long lengthBytes) => Asked.Add(((int)offset, (int)lengthBytes));

        public override void Dispose()
        {
            // The array stays.
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;

namespace Shared.ObjectFormat.Tests.Pages;

/// <summary>What is on disk has the sizes and offsets of its drawings.</summary>
public sealed class LayoutTests
{
    [Test]
    public void Structures_have_the_sizes_of_their_drawings() => Assert.Multiple(() =>
    {
        Assert.That(Unsafe.SizeOf<RecordHeader>(), Is.EqualTo(48));
        Assert.That(Unsafe.SizeOf<PageHeader>(), Is.EqualTo(64));
        Assert.That(Unsafe.SizeOf<ExtentHeader>(), Is.EqualTo(64));
        Assert.That(Unsafe.SizeOf<Meta>(), Is.EqualTo(256));
        Assert.That(Unsafe.SizeOf<OutcomeEntry>(), Is.EqualTo(32));
        Assert.That(Unsafe.SizeOf<SpaceMapEntry>(), Is.EqualTo(48));
        Assert.That(Unsafe.SizeOf<LogBatchHeader>(), Is.EqualTo(128));
        Assert.That(Unsafe.SizeOf<LogRecordHeader>(), Is.EqualTo(64));
        Assert.That(Unsafe.SizeOf<PublishedRoot>(), Is.EqualTo(64));
        Assert.That(Unsafe.SizeOf<LeafEntry>(), Is.EqualTo(8));
        Assert.That(PageHeader.SizeBytes + (TableNode.EntryCount * 8), Is.EqualTo(Frame.SizeBytes));
        Assert.That(PageHeader.SizeBytes + (TableBundle.Capacity * 16), Is.EqualTo(Frame.SizeBytes));
        Assert.That(Meta.SizeBytes, Is.LessThan(512));
    });

    [TestCase(typeof(RecordHeader), "ObjectId:0 CommitId:8 ClassId:16 LayoutId:24 SecurityPolicyId:32 Format:36 Flags:37 Reserved:38 ReferenceCount:40 ByteCount:44")]
    [TestCase(typeof(PageHeader), "Magic:0 Checksum:4 PageNumber:8 BirthCommit:16 Kind:24 Flags:26 Frames:28 UsedBytes:32 Count:36 RepositoryId:40 FirstObjectId:48 Level:56 Reserved:60")]
    [TestCase(typeof(ExtentHeader), "Magic:0 Version:8 Checksum:12 RepositoryId:16 Timeline:24 ExtentIndex:32 Reserved:36 CheckpointGeneration:40 CreatedMicroseconds:48 AllocatedFrames:56")]
    [TestCase(typeof(Meta), "Magic:0 Version:8 Checksum:12 RepositoryId:16 Timeline:24 Generation:32 CommitId:40 RootFrame:48 Depth:56 ExtentCount:60 AllocatedFrames:64 NextObjectId:72 LogSegment:80 LogOffset:88 NextBatchSequence:96 PreviousChecksum:104 Reserved:108 OutcomesFrame:112 OutcomeCount:120 HashSeed:128 LeaderEpoch:136 TakenMicroseconds:144 ObjectCount:152 SpaceMapFrame:160 SpaceMapChecksum:168 StreamSegment:208 StreamOffset:216 StreamSequence:224 StreamPreviousChecksum:232")]
    [TestCase(typeof(LogBatchHeader), "Magic:0 Checksum:4 RepositoryId:8 Timeline:16 Sequence:24 Segment:32 LeaderEpoch:40 PreviousChecksum:48 RecordCount:52 RecordBytes:56 DurableSequence:64 FirstCommitId:72 LastCommitId:80 TimeMicroseconds:88 NextObjectId:96 Version:104")]
    [TestCase(typeof(LogRecordHeader), "Kind:0 Reserved:2 ObjectCount:4 ImageBytes:8 CommitId:16 RequestId:24 PieceNumber:24 SessionId:40 TimeMicroseconds:48 SnapshotCommitId:56 StreamNumber:56")]
    [TestCase(typeof(OutcomeEntry), "RequestId:0 CommitId:16 TimeMicroseconds:24")]
    [TestCase(typeof(SpaceMapEntry), "Region:0 Kind:4 UsedFrames:8 LiveRecords:16")]
    public void Fields_stand_where_the_drawing_says(Type type, string expected)
    {
        var actual = type.GetFields().Where(field => !field.IsStatic)
            .Select(field => $"{field.Name}:{(int)Marshal.OffsetOf(type, field.Name)}");
        Assert.That(string.Join(' ', actual), Is.EqualTo(expected));
    }

    [Test]
    public void Leaf_entries_come_back([Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 10_000; round++)
        {
            ulong frame = (ulong)random.NextInt64(1, 1L << 40);
            int offsetBytes = random.Next(4, 1024) * 16;
            LeafEntry entry = LeafEntry.InPage(frame, offsetBytes);
            LeafEntry run = LeafEntry.InRun(frame);
            bool same = entry.FirstFrame == frame && entry.OffsetBytes == offsetBytes && entry.IsPresent && !entry.IsLarge && entry.IsValid
                && LeafEntry.ByteOffset(entry.Bits) == (frame * 4096) + (ulong)offsetBytes
                && run.FirstFrame == frame && run.OffsetBytes == 64 && run.IsLarge && run.IsPresent;
            Assert.That(same, Is.True, $"seed {seed}, frame {frame}, offset {offsetBytes}");
        }
        Assert.That(LeafEntry.Tombstone.IsPresent, Is.False);
        Assert.That(LeafEntry.Tombstone.IsTombstone, Is.True);
        Assert.That(new LeafEntry(1UL << 60).IsValid, Is.False);
    }

    [Test]
    public void The_checksum_is_Castagnolis()
    {
        // RFC 3720, appendix B.4.
        Assert.That(Crc32C.Compute(new byte[32]), Is.EqualTo(0x8A9136AAu));
        Assert.That(Crc32C.Compute("123456789"u8), Is.EqualTo(0xE3069283u));
        byte[] block = [.. Enumerable.Range(0, 100).Select(value => (byte)value)];
        uint before = Crc32C.ComputeWithoutField(block, 4);
        block[5] = 99;
        Assert.That(Crc32C.ComputeWithoutField(block, 4), Is.EqualTo(before), "its own field does not count");
        block[9] = 99;
        Assert.That(Crc32C.ComputeWithoutField(block, 4), Is.Not.EqualTo(before));
    }

    [Test]
    public void A_frames_number_gives_its_extent_and_its_place()
    {
        ulong frame = Frame.Number(3, 8);
        Assert.That((Frame.ExtentIndex(frame), Frame.WithinExtent(frame)), Is.EqualTo((3, 8UL)));
        Assert.That(LeafEntry.ByteOffset(LeafEntry.InPage(frame, 64).Bits), Is.EqualTo((ulong)((3 * Frame.ExtentSpanBytes) + (8 * Frame.SizeBytes) + 64)));
        Assert.That(Frame.ExtentIndex(Frame.Number(Frame.ExtentLimit - 1, (1UL << Frame.WithinExtentBits) - 1)), Is.EqualTo(Frame.ExtentLimit - 1));
        Assert.That(Frame.ExtentIndex(ulong.MaxValue), Is.GreaterThan(Frame.ExtentLimit), "what a damaged entry may say");
    }

    [TestCase(1, 504UL)]
    [TestCase(2, 254_016UL)]
    [TestCase(3, 128_024_064UL)]
    [TestCase(4, 64_524_128_256UL)]
    public void A_tree_covers_504_ids_for_each_level(int depth, ulong ids) => Assert.That(TableNode.Capacity(depth), Is.EqualTo(ids));
}

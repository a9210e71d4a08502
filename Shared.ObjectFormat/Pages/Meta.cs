using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Pages;

/// <summary>
/// The root of everything, in frames 0 and 1 by turns: checkpoint g writes frame g mod 2. It fits one 512-byte sector, so
/// writing it is atomic.
/// <code>
///    0 magic u64         │   8 version u32      │  12 crc32c u32
///   16 repository id     │  24 timeline         │  32 generation        │  40 commit id
///   48 root frame        │  56 depth u32        │  60 extents u32       │  64 allocated frames
///   72 next object id    │  80 log segment      │  88 log offset        │  96 next batch sequence
///  104 previous checksum │ 108 0                │ 112 outcomes frame    │ 120 outcome count
///  128 hash seed         │ 136 leader epoch     │ 144 taken at, µs      │ 152 object count
///  160 space map frame   │ 168 map's checksum   │ 172…207 0
///  208 stream segment    │ 216 stream offset    │ 224 stream sequence   │ 232 stream checksum u32 │ 236…255 0
/// </code>
/// The log position is the one that was taken together with the root: replaying from there gives every later commit.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct Meta
{
    /// <summary>Size of the payload; below one sector of 512 bytes.</summary>
    public const int SizeBytes = 256;

    /// <summary>"MAGLEVMT".</summary>
    public const ulong MagicValue = 0x544D_5645_4C47_414D;

    /// <summary>Where the checksum stands.</summary>
    public const int ChecksumOffset = 12;

    /// <summary><see cref="MagicValue"/>.</summary>
    [FieldOffset(0)] public ulong Magic;

    /// <summary>See <see cref="FormatVersion"/>.</summary>
    [FieldOffset(8)] public uint Version;

    /// <summary>CRC-32C of the payload with this field as zero.</summary>
    [FieldOffset(12)] public uint Checksum;

    /// <summary>The repository.</summary>
    [FieldOffset(16)] public ulong RepositoryId;

    /// <summary>Which history of the repository.</summary>
    [FieldOffset(24)] public ulong Timeline;

    /// <summary>The checkpoint's number, from 1. The valid meta with the higher one counts.</summary>
    [FieldOffset(32)] public ulong Generation;

    /// <summary>The last commit under the root.</summary>
    [FieldOffset(40)] public ulong CommitId;

    /// <summary>The object table's root, 0 when it is empty.</summary>
    [FieldOffset(48)] public ulong RootFrame;

    /// <summary>Levels of the object table, leaf included; 0 when it is empty.</summary>
    [FieldOffset(56)] public uint Depth;

    /// <summary>Number of extents.</summary>
    [FieldOffset(60)] public uint ExtentCount;

    /// <summary>Frames of extent 0 that are allocated on disk; the file may not be shorter.</summary>
    [FieldOffset(64)] public ulong AllocatedFrames;

    /// <summary>Ids from here on were never leased.</summary>
    [FieldOffset(72)] public ulong NextObjectId;

    /// <summary>Segment of the log position of the cut.</summary>
    [FieldOffset(80)] public ulong LogSegment;

    /// <summary>Byte offset of the log position of the cut.</summary>
    [FieldOffset(88)] public ulong LogOffset;

    /// <summary>Sequence of the first batch after the cut.</summary>
    [FieldOffset(96)] public ulong NextBatchSequence;

    /// <summary>Checksum of the last batch before the cut.</summary>
    [FieldOffset(104)] public uint PreviousChecksum;

    /// <summary>Always 0.</summary>
    [FieldOffset(108)] public uint Reserved;

    /// <summary>First frame of the run with outcomes of recent commits, 0 when there are none.</summary>
    [FieldOffset(112)] public ulong OutcomesFrame;

    /// <summary>How many outcomes the run holds.</summary>
    [FieldOffset(120)] public ulong OutcomeCount;

    /// <summary>The seed of every persistent hash in this repository.</summary>
    [FieldOffset(128)] public ulong HashSeed;

    /// <summary>Counts changes of leader; 0 on one machine.</summary>
    [FieldOffset(136)] public ulong LeaderEpoch;

    /// <summary>When the cut was taken, microseconds since 1970, UTC.</summary>
    [FieldOffset(144)] public long TakenMicroseconds;

    /// <summary>Number of objects under the root.</summary>
    [FieldOffset(152)] public ulong ObjectCount;

    /// <summary>First frame of the run with the map of space as of the cut, 0 when there was no room for one: see <see cref="SpaceMapEntry"/>.</summary>
    [FieldOffset(160)] public ulong SpaceMapFrame;

    /// <summary>The checksum of that run: an older map in the same frames, left by a write that was lost, has another one.</summary>
    [FieldOffset(168)] public uint SpaceMapChecksum;

    /// <summary>Segment of the log position of the first piece that an open stream had at the cut; 0 when there was none.</summary>
    [FieldOffset(208)] public ulong StreamSegment;

    /// <summary>Its byte offset.</summary>
    [FieldOffset(216)] public ulong StreamOffset;

    /// <summary>Sequence of the first batch from there.</summary>
    [FieldOffset(224)] public ulong StreamSequence;

    /// <summary>Checksum of the batch before it.</summary>
    [FieldOffset(232)] public uint StreamPreviousChecksum;
}

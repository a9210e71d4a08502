using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Log;

/// <summary>
/// The head of a log batch, which is what one write and one sync make durable. Batches begin at multiples of 4 KB.
/// <code>
///    0 magic u32        │   4 crc32c u32        │   8 repository id       │  16 timeline
///   24 sequence         │  32 segment           │  40 leader epoch        │  48 previous checksum u32
///   52 record count u32 │  56 bytes of records  │  64 durable sequence    │  72 first commit id
///   80 last commit id   │  88 time, µs          │  96 next object id      │ 104 version u32 │ 108…127 0
/// </code>
/// then the records, each with a <see cref="LogRecordHeader"/>, then zeros to the next multiple of 4 KB. The checksum covers
/// header and records with its own field as zero.
/// A batch is the next one only if segment, sequence and previous checksum say so: what is left in a recycled segment
/// never passes. A batch that does not is the torn tail, unless a later one says (durable sequence) that it had been synced:
/// then the log is damaged.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct LogBatchHeader
{
    /// <summary>Size of the header.</summary>
    public const int SizeBytes = 128;

    /// <summary>Batches begin at multiples of this.</summary>
    public const int AlignmentBytes = 4096;

    /// <summary>"MLOG".</summary>
    public const uint MagicValue = 0x474F4C4D;

    /// <summary>Where the checksum stands.</summary>
    public const int ChecksumOffset = 4;

    /// <summary><see cref="MagicValue"/>.</summary>
    [FieldOffset(0)] public uint Magic;

    /// <summary>CRC-32C of header and records with this field as zero.</summary>
    [FieldOffset(4)] public uint Checksum;

    /// <summary>The repository.</summary>
    [FieldOffset(8)] public ulong RepositoryId;

    /// <summary>Which history of the repository.</summary>
    [FieldOffset(16)] public ulong Timeline;

    /// <summary>Number of the batch, from 1, without gaps over all segments.</summary>
    [FieldOffset(24)] public ulong Sequence;

    /// <summary>The segment it was written to: tells it from what a recycled segment held before.</summary>
    [FieldOffset(32)] public ulong Segment;

    /// <summary>Counts changes of leader; 0 on one machine.</summary>
    [FieldOffset(40)] public ulong LeaderEpoch;

    /// <summary>Checksum of the batch before.</summary>
    [FieldOffset(48)] public uint PreviousChecksum;

    /// <summary>Number of records.</summary>
    [FieldOffset(52)] public uint RecordCount;

    /// <summary>Bytes of all records, their headers included, without the padding at the end.</summary>
    [FieldOffset(56)] public ulong RecordBytes;

    /// <summary>Every batch up to this one was on disk when this batch was written.</summary>
    [FieldOffset(64)] public ulong DurableSequence;

    /// <summary>First commit of the batch; above <see cref="LastCommitId"/> when it has none.</summary>
    [FieldOffset(72)] public ulong FirstCommitId;

    /// <summary>Last commit of the batch, or the last one before it when it has none.</summary>
    [FieldOffset(80)] public ulong LastCommitId;

    /// <summary>When it was written, microseconds since 1970, UTC. Not used to order anything.</summary>
    [FieldOffset(88)] public long TimeMicroseconds;

    /// <summary>Ids from here on were not leased when the batch was written.</summary>
    [FieldOffset(96)] public ulong NextObjectId;

    /// <summary>Version of the format, see <see cref="Pages.FormatVersion"/>.</summary>
    [FieldOffset(104)] public uint Version;
}

using Shared.ObjectFormat.Pages;

namespace Stone.Server.TransactionLog;

/// <summary>Where the next batch goes, and what it must say to be the next one.</summary>
/// <param name="Segment">The segment's number.</param>
/// <param name="Offset">Byte offset in the segment.</param>
/// <param name="Sequence">The sequence the batch has.</param>
/// <param name="PreviousChecksum">The checksum of the batch before it.</param>
public readonly record struct LogPosition(ulong Segment, long Offset, ulong Sequence, uint PreviousChecksum)
{
    /// <summary>Where a checkpoint's cut was: a replay begins there.</summary>
    public static LogPosition OfCut(in Meta meta) => new(meta.LogSegment, (long)meta.LogOffset, meta.NextBatchSequence, meta.PreviousChecksum);
}

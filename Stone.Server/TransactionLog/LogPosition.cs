using Shared.ObjectFormat.Pages;

namespace Stone.Server.TransactionLog;

/// <summary>Where the next batch goes, and what it must say to be the next one.</summary>
/// <param name="Segment">The segment's number.</param>
/// <param name="Offset">Byte offset in the segment.</param>
/// <param name="Sequence">The sequence the batch has.</param>
/// <param name="PreviousChecksum">The checksum of the batch before it.</param>
public readonly record struct LogPosition(ulong Segment, long Offset, ulong Sequence, uint PreviousChecksum)
{
    /// <summary>Where a replay begins to read: at the first piece of a stream that was open at the cut, or at the cut.</summary>
    public static LogPosition OfReplay(in Meta meta) => meta.StreamSegment == 0
        ? OfCut(meta)
        : new(meta.StreamSegment, (long)meta.StreamOffset, meta.StreamSequence, meta.StreamPreviousChecksum);

    /// <summary>Where a checkpoint's cut was: commits from there on are not under its root.</summary>
    public static LogPosition OfCut(in Meta meta) => new(meta.LogSegment, (long)meta.LogOffset, meta.NextBatchSequence, meta.PreviousChecksum);
}

using Shared.ObjectFormat.Log;
using Stone.Server.Recovery;

namespace Stone.Server.Audit;

/// <summary>Counts what the log holds after the cut, and keeps nothing of it.</summary>
internal sealed class CountedReplay : IReplayTarget
{
    /// <summary>Commits.</summary>
    public long CommitCount { get; private set; }

    /// <summary>Images of objects.</summary>
    public long ImageCount { get; private set; }

    /// <inheritdoc/>
    public void BeginStream(ulong stream)
    {
        // Its images are counted.
    }

    /// <inheritdoc/>
    public void Stage(ulong stream, ReadOnlySpan<byte> record, ulong segment, long offset) => ImageCount++;

    /// <inheritdoc/>
    public void DropStream(ulong stream)
    {
        // Nothing of it is kept.
    }

    /// <inheritdoc/>
    public void CommitStream(ulong stream, ulong commitId)
    {
        // They were counted when they were staged.
    }

    /// <inheritdoc/>
    public void BeginCommit(ulong commitId) => CommitCount++;

    /// <inheritdoc/>
    public void Place(ReadOnlySpan<byte> record, ulong commitId, ulong segment, long offset) => ImageCount++;

    /// <inheritdoc/>
    public void Remove(ulong objectId, ulong commitId)
    {
        // A removal has no image.
    }

    /// <inheritdoc/>
    public void EndCommit(in LogRecordHeader commit)
    {
        // Counted when it began.
    }

    /// <inheritdoc/>
    public void EndBatch(in LogBatchHeader batch)
    {
        // The audit counts batches by itself.
    }
}

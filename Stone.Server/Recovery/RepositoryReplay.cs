using Shared.ObjectFormat.Log;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>Places again what was committed after the cut. Copies on write like any commit, so nothing that the meta reaches is changed.</summary>
internal sealed class RepositoryReplay(RepositoryCore core) : IReplayTarget
{
    private CommitStream? _stream;

    /// <inheritdoc/>
    public void BeginPiece(ulong stream, ulong piece)
    {
        if (piece == 1)
        {
            core.Streams.Reopen(stream);
        }
        core.Streams.TryFind(stream, out _stream);
    }

    /// <inheritdoc/>
    public void Stage(ulong stream, ReadOnlySpan<byte> record, ulong segment, long offset) => _stream?.Add(record, run: 0);

    /// <inheritdoc/>
    public void DropStream(ulong stream)
    {
        if (core.Streams.TryFind(stream, out CommitStream found))
        {
            core.Streams.Drop(found);
        }
    }

    /// <inheritdoc/>
    public void CommitStream(ulong stream, ulong commitId)
    {
        if (!core.Streams.TryFind(stream, out CommitStream found))
        {
            throw new RecoveryRefusedException(RefusalReason.LogDamaged, $"commit {commitId} needs stream {stream}, which the log does not have");
        }
        core.Streams.Graft(found, commitId);
    }

    /// <inheritdoc/>
    public void BeginCommit(ulong commitId) => core.LastCommit = commitId;

    /// <inheritdoc/>
    public void Place(ReadOnlySpan<byte> record, ulong commitId, ulong segment, long offset) => core.Placement.Place(record, commitId, run: 0);

    /// <inheritdoc/>
    public void EndCommit(in LogRecordHeader commit) => core.Outcomes.Add(commit.RequestId, commit.CommitId, commit.TimeMicroseconds);

    /// <inheritdoc/>
    public void EndBatch(in LogBatchHeader batch)
    {
        core.Ids.Load(batch.NextObjectId);
        core.Table.EndBatch(core.LastCommit);
        core.PublishLatest();
    }
}

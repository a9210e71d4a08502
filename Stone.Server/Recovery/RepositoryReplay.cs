using Shared.ObjectFormat.Log;
using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>Places again what was committed after the cut. Copies on write like any commit, so nothing that the meta reaches is changed.</summary>
internal sealed class RepositoryReplay(RepositoryCore core) : IReplayTarget
{
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

using Shared.ObjectFormat.Log;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>Places again what was committed after the cut. Copies on write like any commit, so nothing that the meta reaches is changed.</summary>
internal sealed class RepositoryReplay(RepositoryCore core) : IReplayTarget
{
    /// <inheritdoc/>
    public void BeginStream(ulong stream) => core.Streams.Reopen(stream);

    /// <inheritdoc/>
    public void Stage(ulong stream, ReadOnlySpan<byte> record, ulong segment, long offset) => Find(stream).Add(record, run: 0);

    /// <inheritdoc/>
    public void DropStream(ulong stream) => core.Streams.Drop(Find(stream));

    /// <inheritdoc/>
    public void CommitStream(ulong stream, ulong commitId) => core.Streams.Graft(Find(stream), commitId);

    /// <inheritdoc/>
    public void BeginCommit(ulong commitId) => core.LastCommit = commitId;

    /// <inheritdoc/>
    public void Place(ReadOnlySpan<byte> record, ulong commitId, ulong segment, long offset) => core.Placement.Place(record, commitId, run: 0);

    /// <inheritdoc/>
    public void Remove(ulong objectId, ulong commitId) => core.Placement.Remove(objectId, commitId);

    /// <inheritdoc/>
    public void EndCommit(in LogRecordHeader commit) => core.Outcomes.Add(commit.RequestId, commit.CommitId, commit.TimeMicroseconds);

    /// <inheritdoc/>
    public void EndBatch(in LogBatchHeader batch)
    {
        core.Ids.Load(batch.NextObjectId);
        core.Table.EndBatch(core.LastCommit);
        core.PublishLatest();
    }

    private CommitStream Find(ulong stream) => core.Streams.TryFind(stream, out CommitStream found)
        ? found
        : throw new InvalidOperationException($"stream {stream} is not open");
}

using Shared.ObjectFormat.Log;

namespace Stone.Server.Recovery;

/// <summary>Who gets what the log holds after a cut: the repository that is opened, or an audit that only looks.</summary>
internal interface IReplayTarget
{
    /// <summary>A commit's images follow.</summary>
    void BeginCommit(ulong commitId);

    /// <summary>One image, and where in the log it stands.</summary>
    void Place(ReadOnlySpan<byte> record, ulong commitId, ulong segment, long offset);

    /// <summary>The commit is whole.</summary>
    void EndCommit(in LogRecordHeader commit);

    /// <summary>The batch is whole.</summary>
    void EndBatch(in LogBatchHeader batch);
}

using Shared.ObjectFormat.Log;

namespace Stone.Server.Recovery;

/// <summary>Who gets what the log holds after a cut: the repository that is opened, or an audit that only looks.</summary>
internal interface IReplayTarget
{
    /// <summary>A stream begins. Until it is dropped or committed its images follow, and others between them.</summary>
    void BeginStream(ulong stream);

    /// <summary>One image of a stream, and where in the log it stands.</summary>
    void Stage(ulong stream, ReadOnlySpan<byte> record, ulong segment, long offset);

    /// <summary>A stream was committed before the cut: its images are not needed.</summary>
    void DropStream(ulong stream);

    /// <summary>All images of a stream belong to the commit that was begun, and come before its own.</summary>
    void CommitStream(ulong stream, ulong commitId);

    /// <summary>A commit's images follow.</summary>
    void BeginCommit(ulong commitId);

    /// <summary>One image, and where in the log it stands.</summary>
    void Place(ReadOnlySpan<byte> record, ulong commitId, ulong segment, long offset);

    /// <summary>The commit removes an object that a collection condemned.</summary>
    void Remove(ulong objectId, ulong commitId);

    /// <summary>The commit is whole.</summary>
    void EndCommit(in LogRecordHeader commit);

    /// <summary>The batch is whole.</summary>
    void EndBatch(in LogBatchHeader batch);
}

using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Recovery;

namespace Stone.Server.Audit;

/// <summary>The newest images of objects in the log after the cut: what a start would place over what the extent has.</summary>
internal sealed class LogImages(in Meta meta) : IReplayTarget
{
    /// <summary>Where the newest image of each object is; <see cref="RecordPlace.IsNone"/> for one that was removed.</summary>
    public Dictionary<ulong, RecordPlace> Places { get; } = [];

    /// <summary>The last commit, the log's included.</summary>
    public ulong LastCommit { get; private set; } = meta.CommitId;

    /// <summary>Ids from here on were never leased.</summary>
    public ulong NextObjectId { get; private set; } = meta.NextObjectId;

    /// <inheritdoc/>
    public void BeginCommit(ulong commitId) => LastCommit = commitId;

    /// <inheritdoc/>
    public void Place(ReadOnlySpan<byte> record, ulong commitId, ulong segment, long offset)
    {
        ref readonly RecordHeader header = ref ObjectRecord.Header(record);
        bool isRemoved = (header.Flags & RecordFlags.Removed) != 0;
        Places[header.ObjectId] = isRemoved ? default : new RecordPlace(segment, offset, record.Length, Page: 0);
    }

    /// <inheritdoc/>
    public void EndCommit(in LogRecordHeader commit)
    {
        // Nothing of a commit is kept but its images.
    }

    /// <inheritdoc/>
    public void EndBatch(in LogBatchHeader batch) => NextObjectId = Math.Max(NextObjectId, batch.NextObjectId);
}

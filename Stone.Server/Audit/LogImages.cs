using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Recovery;

namespace Stone.Server.Audit;

/// <summary>The newest images of objects in the log after the cut: what a start would place over what the extent has.</summary>
internal sealed class LogImages(in Meta meta) : IReplayTarget
{
    private readonly Dictionary<ulong, List<(ulong ObjectId, RecordPlace Place)>> _streams = [];

    /// <summary>Where the newest image of each object is; <see cref="RecordPlace.IsNone"/> for one that was removed.</summary>
    public Dictionary<ulong, RecordPlace> Places { get; } = [];

    /// <summary>The last commit, the log's included.</summary>
    public ulong LastCommit { get; private set; } = meta.CommitId;

    /// <summary>Ids from here on were never leased.</summary>
    public ulong NextObjectId { get; private set; } = meta.NextObjectId;

    /// <inheritdoc/>
    public void BeginStream(ulong stream) => _streams[stream] = [];

    /// <inheritdoc/>
    public void Stage(ulong stream, ReadOnlySpan<byte> record, ulong segment, long offset) =>
        _streams[stream].Add((ObjectRecord.Header(record).ObjectId, PlaceOf(record, segment, offset)));

    /// <inheritdoc/>
    public void DropStream(ulong stream) => _streams.Remove(stream);

    /// <inheritdoc/>
    public void CommitStream(ulong stream, ulong commitId)
    {
        _streams.Remove(stream, out List<(ulong ObjectId, RecordPlace Place)>? staged);
        foreach ((ulong objectId, RecordPlace place) in staged!)
        {
            Places[objectId] = place;
        }
    }

    /// <inheritdoc/>
    public void BeginCommit(ulong commitId) => LastCommit = commitId;

    /// <inheritdoc/>
    public void Place(ReadOnlySpan<byte> record, ulong commitId, ulong segment, long offset) =>
        Places[ObjectRecord.Header(record).ObjectId] = PlaceOf(record, segment, offset);

    /// <inheritdoc/>
    public void Remove(ulong objectId, ulong commitId) => Places[objectId] = default;

    /// <inheritdoc/>
    public void EndCommit(in LogRecordHeader commit)
    {
        // Nothing of a commit is kept but its images.
    }

    /// <inheritdoc/>
    public void EndBatch(in LogBatchHeader batch) => NextObjectId = Math.Max(NextObjectId, batch.NextObjectId);

    private static RecordPlace PlaceOf(ReadOnlySpan<byte> record, ulong segment, long offset)
    {
        bool isRemoved = (ObjectRecord.Header(record).Flags & RecordFlags.Removed) != 0;
        return isRemoved ? default : new RecordPlace(segment, offset, record.Length, Page: 0);
    }
}

using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.ObjectTable;
using Stone.Server.Storage;

namespace Stone.Server.Commit;

/// <summary>
/// Adds requests to the batch in the making: each is checked and placed after the ones before it. What becomes of them is known
/// at once, but counts when the batch is published.
/// </summary>
internal sealed class BatchCommitter(RepositoryCore core)
{
    private readonly RequestCheck _check = new(core);

    // For the next request, so that its sets need not be made anew; whoever adds takes it away meanwhile.
    private RequestScan? _spareScan;

    /// <summary>Commits that succeeded since the engine opened.</summary>
    public long CommittedCount { get; private set; }

    /// <summary>Requests that were in conflict.</summary>
    public long ConflictCount { get; private set; }

    /// <summary>Requests that were refused, or for which there was no room.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Adds; an outcome for each, in order.</summary>
    public CommitOutcome[] Add(IReadOnlyList<CommitRequest> requests)
    {
        var scans = new RequestScan[requests.Count];
        RequestScan? spare = Interlocked.Exchange(ref _spareScan, null);
        for (int i = 0; i < scans.Length; i++)
        {
            scans[i] = RequestScan.Of(requests[i], core.Settings.MaximumRequestBytes, spare);
            spare = scans[i] == spare ? null : spare;
        }
        var outcomes = new CommitOutcome[requests.Count];
        lock (core.Gate)
        {
            core.ThrowIfFailed();
            try
            {
                core.EnsureLogRoom(LogBytes(requests));
            }
            catch (RepositoryFullException full)
            {
                Array.Fill(outcomes, CommitOutcome.Full(full.Message));
                RefusedCount += outcomes.Length;
                return outcomes;
            }
            for (int i = 0; i < outcomes.Length; i++)
            {
                outcomes[i] = CommitOne(requests[i], scans[i]);
                Count(outcomes[i].Status);
            }
        }
        _spareScan = requests.Count > 0 && requests[0].Stream == null ? scans[0] : null;
        return outcomes;
    }

    /// <summary>
    /// Adds a piece to a stream and to the batch in the making; null when it was taken. After any other outcome the stream
    /// can only be dropped.
    /// </summary>
    public CommitOutcome? Stage(CommitStream stream, ReadOnlyMemory<byte> images)
    {
        stream.Scan.Look(images.Span, core.Settings.MaximumRequestBytes);
        if (stream.Scan.Refusal != null)
        {
            return stream.Scan.Refusal;
        }
        lock (core.Gate)
        {
            core.ThrowIfFailed();
            try
            {
                core.Streams.Stage(stream, images.Span);
                return null;
            }
            catch (RepositoryFullException full)
            {
                core.NoteShortage(full);
                return CommitOutcome.Full(full.Message);
            }
        }
    }

    private static long LogBytes(IReadOnlyList<CommitRequest> requests)
    {
        long bytes = 0;
        foreach (CommitRequest request in requests)
        {
            bytes += LogRecordHeader.SizeBytes + request.Images.Length;
        }
        return bytes;
    }

    private CommitOutcome CommitOne(CommitRequest request, RequestScan scan)
    {
        if (scan.Refusal != null)
        {
            return scan.Refusal;
        }
        if (core.Outcomes.TryFind(request.RequestId, out ulong earlier))
        {
            return CommitOutcome.Committed(earlier);
        }
        if (_check.Check(request, scan) is { } outcome)
        {
            return outcome;
        }
        if (scan.ObjectCount == 0)
        {
            return CommitOutcome.Committed(core.LastCommit);
        }
        List<ulong> runs;
        try
        {
            runs = core.Space.TakeRoom(scan.RunFrames, scan.Reservation, core.LastCommit + 1);
        }
        catch (RepositoryFullException full)
        {
            core.NoteShortage(full);
            return CommitOutcome.Full(full.Message);
        }
        try
        {
            return Place(request, scan, runs);
        }
        catch (Exception exception)
        {
            // Half a commit is in the table in the making: only a restart gets rid of it.
            throw core.Fail(exception);
        }
    }

    private CommitOutcome Place(CommitRequest request, RequestScan scan, List<ulong> runs)
    {
        long now = core.Settings.NowMicroseconds;
        bool hasPieces = request.Stream is { PieceCount: > 0 };
        ulong commitId = core.Pipeline.BeginCommit(
            new LogRecordHeader
            {
                Kind = hasPieces ? LogRecordKind.StreamCommit : LogRecordKind.Commit,
                RequestId = request.RequestId,
                SessionId = request.SessionId,
                SnapshotCommitId = hasPieces ? request.Stream!.Number : request.Snapshot.CommitId,
                TimeMicroseconds = now,
            },
            core.Settings.SyncCommits);
        ulong[] ids = new ulong[scan.ObjectCount];
        int i = 0;
        if (request.Stream != null)
        {
            foreach (StagedObject staged in request.Stream.Objects)
            {
                ids[i++] = staged.ObjectId;
            }
            core.Streams.Graft(request.Stream, commitId);
        }
        ReadOnlySpan<byte> images = request.Images.Span;
        int nextRun = 0;
        for (int at = 0; at < images.Length; i++)
        {
            ReadOnlySpan<byte> record = images.Slice(at, RequestScan.RecordBytes(images[at..]));
            ObjectRecord.Header(core.Pipeline.Batch.AddImage(record)).CommitId = commitId;
            core.Placement.Place(record, commitId, record.Length > ObjectPlacement.LargestInPageBytes ? runs[nextRun++] : 0);
            ids[i] = ObjectRecord.Header(record).ObjectId;
            at += record.Length;
        }
        // Before it is published: a view that moves to this commit finds its write set. When writing fails nobody asks again.
        core.WriteSets.Add(commitId, request.SessionId, now, ids);
        core.Outcomes.Add(request.RequestId, commitId, now);
        if (!request.Dependencies.IsEmpty)
        {
            core.Dependencies.Add(commitId, request.SessionId, request.Dependencies.Span, core.Snapshots.Oldest);
        }
        return CommitOutcome.Committed(commitId);
    }

    private void Count(CommitStatus status)
    {
        CommittedCount += status == CommitStatus.Committed ? 1 : 0;
        ConflictCount += status == CommitStatus.Conflict ? 1 : 0;
        RefusedCount += status is CommitStatus.Refused or CommitStatus.Full ? 1 : 0;
    }
}

using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Commit;

/// <summary>The streams that are open. Used under the engine's gate.</summary>
internal sealed class CommitStreams(RepositoryCore core)
{
    private readonly Dictionary<ulong, CommitStream> _open = [];
    private ulong _lastNumber;

    /// <summary>Where the log must be kept from, for streams that are open: null when there is none.</summary>
    public LogPosition? OldestStart => _open.Count == 0 ? null : _open.Values.Select(stream => stream.Start).MinBy(start => start.Sequence);

    /// <summary>Begins a stream.</summary>
    public CommitStream Begin() => Open(++_lastNumber, core.Log.Position);

    /// <summary>Begins a stream that a replay finds; one that was open under the number is over.</summary>
    public CommitStream Reopen(ulong number)
    {
        if (_open.TryGetValue(number, out CommitStream? earlier))
        {
            Drop(earlier);
        }
        return Open(number, core.Log.Position);
    }

    /// <summary>The stream of that number.</summary>
    public bool TryFind(ulong number, out CommitStream stream) => _open.TryGetValue(number, out stream!);

    /// <summary>
    /// Adds a piece that was found well formed to the batch in the making. Throws <see cref="RepositoryFullException"/>, and
    /// then nothing has changed.
    /// </summary>
    public void Stage(CommitStream stream, ReadOnlySpan<byte> images)
    {
        core.EnsureLogRoom(LogRecordHeader.SizeBytes + images.Length);
        List<ulong> runs = core.Space.TakeRoom(stream.Scan.RunFrames, stream.Scan.Reservation, core.LastCommit + 1);
        try
        {
            core.Pipeline.BeginStage(new LogRecordHeader
            {
                Kind = LogRecordKind.Stage,
                PieceNumber = ++stream.PieceCount,
                StreamNumber = stream.Number,
                TimeMicroseconds = core.Settings.NowMicroseconds,
            });
            int nextRun = 0;
            for (int at = 0; at < images.Length;)
            {
                ReadOnlySpan<byte> record = images.Slice(at, RequestScan.RecordBytes(images[at..]));
                ObjectRecord.Header(core.Pipeline.Batch.AddImage(record)).CommitId = 0;
                stream.Add(record, record.Length > ObjectTable.ObjectPlacement.LargestInPageBytes ? runs[nextRun++] : 0);
                at += record.Length;
            }
        }
        catch (Exception exception)
        {
            throw core.Fail(exception);
        }
    }

    /// <summary>Puts a stream's objects under the root in the making, and ends it.</summary>
    public void Graft(CommitStream stream, ulong commitId)
    {
        stream.Graft(commitId);
        _open.Remove(stream.Number);
    }

    /// <summary>Ends a stream that is not committed; a second time does nothing.</summary>
    public void Drop(CommitStream stream)
    {
        if (_open.Remove(stream.Number))
        {
            stream.Free();
        }
    }

    /// <summary>Ends all: after a replay nobody is left who could commit them.</summary>
    public void DropAll()
    {
        foreach (CommitStream stream in _open.Values.ToList())
        {
            Drop(stream);
        }
    }

    private CommitStream Open(ulong number, LogPosition start) => _open[number] = new CommitStream(core, number, start);
}

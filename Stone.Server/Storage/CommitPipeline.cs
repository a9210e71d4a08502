using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Log;
using Stone.Server.TransactionLog;

namespace Stone.Server.Storage;

/// <summary>
/// From the batch in the making to what is published. Commits are added under the engine's gate; a closed batch is written and
/// synced without it, so that the next one fills meanwhile; then it is published. One thread writes at a time, in the order
/// of the log. Whoever takes the right to write and the gate takes them in this order.
/// </summary>
internal sealed class CommitPipeline(RepositoryCore core) : IDisposable
{
    private readonly LogOutput _output = new();
    private readonly Lock _writing = new();
    private readonly Queue<LoggedBatch> _waiting = new();
    private readonly Stack<LogBatch> _spare = new();
    private ulong _firstCommit;
    private bool _mustSync;

    /// <summary>The batch in the making. Under the gate.</summary>
    public LogBatch Batch { get; private set; } = new();

    /// <summary>
    /// Begins the record of a commit, whose images follow; the commit's id. What <paramref name="mustSync"/> says of any of a
    /// batch goes for all of it. Under the gate.
    /// </summary>
    public ulong BeginCommit(LogRecordHeader header, bool mustSync)
    {
        ulong commitId = ++core.LastCommit;
        _firstCommit = _firstCommit == 0 ? commitId : _firstCommit;
        _mustSync |= mustSync;
        header.CommitId = commitId;
        Batch.BeginRecord(header);
        return commitId;
    }

    /// <summary>Begins the record of a stream's piece, whose images follow. It need not be durable before the stream's commit. Under the gate.</summary>
    public void BeginStage(in LogRecordHeader header) => Batch.BeginRecord(header);

    /// <summary>Adds a record that claims object ids, durably. Under the gate.</summary>
    public void AddReservation()
    {
        _mustSync = true;
        Batch.BeginRecord(new LogRecordHeader { Kind = LogRecordKind.Reservation, TimeMicroseconds = core.Settings.NowMicroseconds });
    }

    /// <summary>
    /// Ends the batch in the making: the next change of a node copies it, and the batch has its place in the log. Without one,
    /// the last that is not published yet, null when there is none. Under the gate.
    /// </summary>
    public LoggedBatch? Close()
    {
        if (Batch.RecordCount == 0)
        {
            return _waiting.LastOrDefault();
        }
        try
        {
            core.Table.EndBatch(core.LastCommit);
            PublishedState state = new(core.LastCommit, core.Table.RootFrame, core.Table.Depth, 0);
            ulong firstCommit = _firstCommit == 0 ? core.LastCommit + 1 : _firstCommit;
            LoggedBatch logged = core.Log.Append(Batch, firstCommit, state, core.Ids.Reserved, _mustSync, core.Settings.NowMicroseconds);
            _waiting.Enqueue(logged);
            Batch = _spare.TryPop(out LogBatch? spare) ? spare : new LogBatch();
            _firstCommit = 0;
            _mustSync = false;
            return logged;
        }
        catch (Exception exception)
        {
            throw core.Fail(exception);
        }
    }

    /// <summary>Writes and publishes up to a batch. Without the gate. Any failure stops the engine.</summary>
    public void Complete(LoggedBatch? logged)
    {
        if (logged == null || logged.IsPublished)
        {
            return;
        }
        lock (_writing)
        {
            while (!logged.IsPublished)
            {
                WriteNext();
            }
        }
    }

    /// <summary>
    /// Does something under the gate while nothing is in the making, everything is written and durable, and the segment is
    /// left: a cut.
    /// </summary>
    public void RunWhenWritten(Action action)
    {
        lock (_writing)
        {
            lock (core.Gate)
            {
                core.ThrowIfFailed();
                Close();
                while (_waiting.Count > 0)
                {
                    WriteNext();
                }
                try
                {
                    _output.Close();
                }
                catch (Exception exception)
                {
                    throw core.Fail(exception);
                }
                core.Ids.MarkDurable(core.Ids.Reserved);
                action();
            }
        }
    }

    /// <summary>Closes the log and gives the buffers back.</summary>
    public void Dispose()
    {
        _output.Dispose();
        Batch.Dispose();
        foreach (LogBatch batch in _spare.Concat(_waiting.Select(logged => logged.Batch)))
        {
            batch.Dispose();
        }
    }

    private void WriteNext()
    {
        LoggedBatch next;
        lock (core.Gate)
        {
            core.ThrowIfFailed();
            next = _waiting.Peek();
        }
        try
        {
            _output.Write(next);
        }
        catch (Exception exception)
        {
            throw core.Fail(exception);
        }
        lock (core.Gate)
        {
            _waiting.Dequeue();
            if (next.MustSync)
            {
                core.Log.MarkDurable(next.Sequence);
                core.Ids.MarkDurable(next.NextObjectId);
            }
            core.EndShortage();
            core.Publish(next.State);
            next.Batch.Clear();
            _spare.Push(next.Batch);
            next.MarkPublished();
        }
    }
}

using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Stone.Server.Sessions;
using Stone.Server.Storage;

namespace Stone.Server.Collection;

/// <summary>
/// The stone's side of its collector: which collections are wanted, which one goes on, and what the collector asks for it. A collection whose
/// collector dies is begun anew, or goes on with the removal of what it condemned. Thread-safe.
/// </summary>
internal sealed class CollectionService
{
    private const int MostAttempts = 5;
    private const int RunsRemembered = 50;

    private readonly StorageEngine _engine;
    private readonly RequestLoop _loop;
    private readonly RequestHandler _handler;
    private readonly TimeSpan _voteLimit;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private readonly LinkedList<CollectionTicket> _wanted = new();
    private readonly LinkedList<CollectionTicket> _history = new();
    private CollectionAttempt? _current;
    private Channel<CollectionAttempt>? _collector;
    private ulong _lastNumber;
    private (long Runs, long Removed, long Pages) _totals;
    private DateTime? _lastFull;

    // A collector that has outlived another stone process knows numbers of that one.
    private ulong _lastRun = (ulong)Random.Shared.NextInt64();

    // Views that are older may show what was removed since; 0 when lookups by id need not be asked for.
    private ulong _askBefore;
    private bool _isClosed;

    /// <summary>Nothing goes on yet. Lookups by id are asked for from the start when a crash left what was condemned.</summary>
    public CollectionService(StorageEngine engine, RequestLoop loop, RequestHandler handler, TimeSpan voteLimit, ILogger log)
    {
        _engine = engine;
        _loop = loop;
        _handler = handler;
        _voteLimit = voteLimit;
        _log = log;
        if (_engine.IsRemovalPending)
        {
            AskForLookups();
        }
    }

    /// <summary>Called when there is something to do and no collector: one is to be started.</summary>
    public Action? CollectorWanted { get; set; }

    /// <summary>The collection that goes on, or else the next one; null for none.</summary>
    public CollectionTicket? Current
    {
        get
        {
            lock (_lock)
            {
                return _current?.Ticket ?? _wanted.First?.Value;
            }
        }
    }

    /// <summary>Whether a collection goes on or is wanted.</summary>
    public bool HasWork => Current != null;

    /// <summary>Collections that wait for their turn.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
            {
                return _wanted.Count;
            }
        }
    }

    /// <summary>The collections that ended, the newest first.</summary>
    public CollectionTicket[] History
    {
        get
        {
            lock (_lock)
            {
                return [.. _history];
            }
        }
    }

    /// <summary>All that ended since the stone started: how many, what they removed, pages that they emptied.</summary>
    public (long Runs, long RemovedObjects, long ReclaimedPages) Totals
    {
        get
        {
            lock (_lock)
            {
                return _totals;
            }
        }
    }

    /// <summary>When the last full collection came to its end, on the machine's clock; null for none since the stone started.</summary>
    public DateTime? LastFull
    {
        get
        {
            lock (_lock)
            {
                return _lastFull;
            }
        }
    }

    /// <summary>What a crash left is removed; called when the stone begins.</summary>
    public void Begin()
    {
        if (_engine.IsRemovalPending)
        {
            Want(CollectionKind.Reclaim);
        }
    }

    /// <summary>
    /// When the last view has gone that may show what was removed, lookups by id are asked for no more. A collector that could not be started is
    /// tried again. Called every second or so.
    /// </summary>
    public void Tick()
    {
        GiveNext();
        lock (_lock)
        {
            if (_askBefore == 0 || _current != null || _engine.IsRemovalPending || _engine.OldestView < _askBefore)
            {
                return;
            }
            _askBefore = 0;
            _handler.Votes.ShowCollection(false);
        }
    }

    /// <summary>Has a collection made; one of the kind that waits already serves too.</summary>
    public CollectionTicket Want(CollectionKind kind)
    {
        CollectionTicket? ticket;
        lock (_lock)
        {
            ticket = _wanted.FirstOrDefault(waiting => waiting.Kind == kind);
            if (ticket == null)
            {
                ticket = new CollectionTicket(++_lastNumber, kind);
                _wanted.AddLast(ticket);
            }
            if (_isClosed)
            {
                Finish(ticket, "the stone stops");
            }
        }
        GiveNext();
        return ticket;
    }

    /// <summary>Ends what goes on and what waits. What was condemned is removed by the next collection, whatever its kind.</summary>
    public void StopAll()
    {
        lock (_lock)
        {
            foreach (CollectionTicket ticket in _wanted.ToList())
            {
                Finish(ticket, "stopped");
            }
            if (_current != null)
            {
                _current.Ticket.MustEnd = true;
            }
        }
    }

    /// <summary>A collector is there: it gets what is to be done, until <see cref="Leave"/>. One that was there before is given up.</summary>
    public ChannelReader<CollectionAttempt> Enter()
    {
        Channel<CollectionAttempt> channel = Channel.CreateUnbounded<CollectionAttempt>();
        while (true)
        {
            ChannelReader<CollectionAttempt> before;
            lock (_lock)
            {
                if (_collector == null)
                {
                    _collector = channel;
                    if (_isClosed)
                    {
                        channel.Writer.TryComplete();
                    }
                    break;
                }
                before = _collector.Reader;
            }
            Leave(before);
        }
        GiveNext();
        return channel.Reader;
    }

    /// <summary>A collector is gone, or nobody needs it: what it was at is left to the next one.</summary>
    public void Leave(ChannelReader<CollectionAttempt> reader)
    {
        CollectionAttempt? left;
        lock (_lock)
        {
            if (_collector?.Reader != reader)
            {
                return;
            }
            _collector.Writer.TryComplete();
            _collector = null;
            left = _current;
        }
        // Until it has ended it is the one that goes on: nobody who looks for it misses it.
        if (left?.End(isWhole: false) == true)
        {
            CollectionTicket ticket = left.Ticket;
            _log.LogWarning("Collection {Run} was left: its collector ended", ticket.Number);
            lock (_lock)
            {
                EndCurrent();
                if (ticket.MustEnd || ticket.Attempts >= MostAttempts || _isClosed)
                {
                    Finish(ticket, ticket.MustEnd ? "stopped" : "its collector ended");
                }
                else
                {
                    _wanted.AddFirst(ticket);
                }
            }
        }
        GiveNext();
    }

    /// <summary>Ends everything: the stone stops.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _collector?.Writer.TryComplete();
        }
        StopAll();
    }

    /// <summary>Notes how far a collection is; false when it should end early.</summary>
    public bool Note(CollectionAttempt attempt, CollectionProgress progress)
    {
        lock (_lock)
        {
            attempt.Ticket.Note(progress);
            return !attempt.Ticket.MustEnd && attempt == _current;
        }
    }

    /// <summary>Whether all sessions have voted, or were given the time to.</summary>
    public bool IsBallotOver(CollectionAttempt attempt) => attempt.IsBallotOver(_voteLimit, _log);

    /// <summary>An attempt has come to its end. Throws <see cref="InvalidOperationException"/> when it was given up before.</summary>
    public void EndRun(CollectionAttempt attempt, bool isWhole, string failure)
    {
        CollectionTicket ticket = attempt.Ticket;
        if (!attempt.End(isWhole))
        {
            throw new InvalidOperationException($"Run {attempt.Run} is over.");
        }
        EngineStatistics figures = _engine.Statistics();
        lock (_lock)
        {
            EndCurrent();
            ticket.NoteRepositoryAfter(figures.FreeBytes, figures.ExtentBytes);
            Finish(ticket, failure.Length > 0 ? failure : isWhole ? "done" : "stopped");
        }
        GiveNext();
    }

    /// <summary>The collection of that number, be it over or yet to come; the one that goes on for 0. Null when there is none.</summary>
    public CollectionTicket? FindAny(ulong number)
    {
        lock (_lock)
        {
            return number == 0 ? _current?.Ticket ?? _wanted.First?.Value
                : _current?.Ticket.Number == number ? _current.Ticket : _wanted.Concat(_history).FirstOrDefault(ticket => ticket.Number == number);
        }
    }

    /// <summary>The attempt that goes on, if this is its number.</summary>
    public CollectionAttempt? Find(ulong run)
    {
        lock (_lock)
        {
            return _current?.Run == run ? _current : null;
        }
    }

    private void GiveNext()
    {
        bool isCollectorWanted = false;
        lock (_lock)
        {
            if (_current != null || _wanted.First is not { } next || _isClosed)
            {
                return;
            }
            if (_collector != null)
            {
                AskForLookups();
                _wanted.RemoveFirst();
                CollectionKind left = next.Value.HasCondemned ? CollectionKind.Reclaim : next.Value.Kind;
                _current = new CollectionAttempt(next.Value, ++_lastRun, left, _engine, _loop, _handler);
                next.Value.Begin(_engine.IsRemovalPending);
                _collector.Writer.TryWrite(_current);
            }
            else
            {
                isCollectorWanted = true;
            }
        }
        if (isCollectorWanted)
        {
            CollectorWanted?.Invoke();
        }
    }

    private void AskForLookups()
    {
        _handler.Votes.ShowCollection(true);
        _askBefore = ulong.MaxValue;
    }

    /// <summary>None goes on; lookups by id are asked for until the last view has gone that shows what was removed.</summary>
    private void EndCurrent()
    {
        _current = null;
        _askBefore = _engine.Published.CommitId;
    }

    private void Finish(CollectionTicket ticket, string outcome)
    {
        _wanted.Remove(ticket);
        ticket.End(outcome);
        _history.AddFirst(ticket);
        if (_history.Count > RunsRemembered)
        {
            _history.RemoveLast();
        }
        CollectionProgress progress = ticket.Progress;
        _totals = (_totals.Runs + 1, _totals.Removed + progress.Removed, _totals.Pages + progress.ReclaimedPages);
        _lastFull = ticket.Kind == CollectionKind.Full && outcome == "done" ? DateTime.Now : _lastFull;
        _log.LogInformation(
            "Collection {Run} ({Kind}) is over: {Outcome}; {Marked} objects reached, {Dead} dead, {Moved} moved, {Pages} pages reclaimed, {Seconds:F1} s",
            ticket.Number, ticket.Kind, outcome, progress.Marked, progress.Dead, progress.MovedRecords, progress.ReclaimedPages, ticket.Status().Seconds);
    }
}

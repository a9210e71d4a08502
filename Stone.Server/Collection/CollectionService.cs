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
    private CollectionTicket? _current;
    private Channel<CollectionTicket>? _collector;
    private ulong _lastNumber;
    private ulong _lastRun;

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
                return _current ?? _wanted.First?.Value;
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

    /// <summary>What a crash left is removed; called when the stone begins.</summary>
    public void Begin()
    {
        if (_engine.IsRemovalPending)
        {
            Want(CollectionKind.Reclaim);
        }
    }

    /// <summary>
    /// When the last view has gone that may show what was removed, lookups by id are asked for no more. Called every second or so.
    /// </summary>
    public void Tick()
    {
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
                _current.MustEnd = true;
            }
        }
    }

    /// <summary>A collector is there: it gets what is to be done, until <see cref="Leave"/>.</summary>
    public ChannelReader<CollectionTicket> Enter()
    {
        Channel<CollectionTicket> channel = Channel.CreateUnbounded<CollectionTicket>();
        lock (_lock)
        {
            // One that is left over of an earlier collector gets no more.
            _collector?.Writer.TryComplete();
            _collector = channel;
            if (_isClosed)
            {
                channel.Writer.TryComplete();
            }
        }
        GiveNext();
        return channel.Reader;
    }

    /// <summary>A collector is gone, or nobody needs it: what it was at is left to the next one.</summary>
    public void Leave(ChannelReader<CollectionTicket> reader)
    {
        CollectionTicket? left = null;
        lock (_lock)
        {
            if (_collector?.Reader != reader)
            {
                return;
            }
            _collector.Writer.TryComplete();
            _collector = null;
            (left, _current) = (_current, null);
        }
        if (left != null)
        {
            Abandon(left, "its collector ended");
            lock (_lock)
            {
                if (left.MustEnd || left.Attempts >= MostAttempts || _isClosed)
                {
                    Finish(left, left.MustEnd ? "stopped" : "its collector ended");
                }
                else
                {
                    left.Kind = _engine.IsRemovalPending ? CollectionKind.Reclaim : left.Kind;
                    _wanted.AddFirst(left);
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

    /// <summary>Begins a collection's run: its view.</summary>
    public Commit.Snapshot BeginRun(CollectionTicket ticket)
    {
        Require(ticket);
        EngineStatistics figures = _engine.Statistics();
        ticket.FreeBytes = (figures.FreeBytes, 0);
        ticket.ExtentBytes = figures.ExtentBytes;
        ticket.ObjectCount = figures.ObjectCount;
        ticket.View = _engine.BeginCollection(ticket.Kind == CollectionKind.Epoch, out EpochWrites? epoch);
        ticket.Epoch = epoch;
        return ticket.View;
    }

    /// <summary>Asks the sessions to vote.</summary>
    public void OpenBallot(CollectionTicket ticket)
    {
        Require(ticket);
        ticket.BallotEnds = DateTime.UtcNow + _voteLimit;
        ulong marked = ticket.View!.CommitId;
        ticket.NotVoted = _loop.Invoke(() =>
        {
            _handler.Votes.Open(marked);
            return _handler.Votes.Pending.ToArray();
        }).GetAwaiter().GetResult();
    }

    /// <summary>Whether all have voted; closes the ballot then, and when the time for it has passed.</summary>
    public bool IsBallotOver(CollectionTicket ticket)
    {
        Require(ticket);
        bool isLate = DateTime.UtcNow > ticket.BallotEnds;
        (ticket.NotVoted, bool isOver) = _loop.Invoke(() =>
        {
            int[] pending = [.. _handler.Votes.Pending];
            bool mustClose = pending.Length == 0 || isLate;
            return (mustClose ? _handler.Votes.Close(_handler.Sharing.Watched) : pending, mustClose);
        }).GetAwaiter().GetResult();
        if (isOver)
        {
            ticket.IsBallotClosed = true;
            (ticket.PassedOver, ticket.NotVoted) = (ticket.NotVoted, []);
            if (ticket.PassedOver.Length > 0)
            {
                _log.LogWarning("Collection {Run}: sessions {Sessions} did not vote within {Seconds} s and are passed over",
                    ticket.Number, ticket.PassedOver, _voteLimit.TotalSeconds);
            }
        }
        return isOver;
    }

    /// <summary>Condemns what was handed over in pieces; false with what was touched.</summary>
    public bool TryCondemn(CollectionTicket ticket, List<ulong> touched)
    {
        Require(ticket);
        if (!ticket.IsBallotClosed)
        {
            throw new InvalidOperationException($"collection {ticket.Number} has had no ballot");
        }
        ObjectIdBitmap members = ticket.ToCondemn!;
        ulong[] ephemerons = [.. ticket.Ephemerons];
        ticket.ToCondemn = null;
        ticket.Ephemerons.Clear();
        bool isCondemned = false;
        try
        {
            isCondemned = _engine.TryCondemn(members, ephemerons, touched);
        }
        finally
        {
            if (!isCondemned)
            {
                members.Dispose();
            }
        }
        if (isCondemned)
        {
            ReleaseView(ticket);
            ticket.Epoch?.Dispose();
            ticket.Epoch = null;
        }
        return isCondemned;
    }

    /// <summary>Notes how far a collection is; false when it should end early.</summary>
    public bool Note(CollectionTicket ticket, CollectionProgress progress)
    {
        lock (_lock)
        {
            ticket.Note(progress);
            return !ticket.MustEnd && ticket == _current;
        }
    }

    /// <summary>A run has ended.</summary>
    public void EndRun(CollectionTicket ticket, string failure)
    {
        Require(ticket);
        Abandon(ticket, failure);
        EngineStatistics figures = _engine.Statistics();
        lock (_lock)
        {
            _current = null;
            ticket.FreeBytes = (ticket.FreeBytes.Before, figures.FreeBytes);
            ticket.ExtentBytes = figures.ExtentBytes;
            Finish(ticket, failure.Length > 0 ? failure : ticket.MustEnd ? "stopped" : "done");
        }
        GiveNext();
    }

    /// <summary>The collection of that number, be it over or yet to come; the one that goes on for 0. Null when there is none.</summary>
    public CollectionTicket? FindAny(ulong number)
    {
        lock (_lock)
        {
            return number == 0 ? _current ?? _wanted.First?.Value
                : _current?.Number == number ? _current : _wanted.Concat(_history).FirstOrDefault(ticket => ticket.Number == number);
        }
    }

    /// <summary>The collection that goes on, if this is its run.</summary>
    public CollectionTicket? Find(ulong run)
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
                _current = next.Value;
                _current.Begin(++_lastRun);
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

    /// <summary>Gives up what a run holds. What it condemned stays condemned.</summary>
    private void Abandon(CollectionTicket ticket, string why)
    {
        if (why.Length > 0)
        {
            _log.LogWarning("Collection {Run} was left: {Reason}", ticket.Number, why);
        }
        ticket.ToCondemn?.Dispose();
        ticket.ToCondemn = null;
        _engine.EndCollection(ticket.Epoch);
        ticket.Epoch = null;
        ReleaseView(ticket);
        lock (_lock)
        {
            _askBefore = _engine.Published.CommitId;
        }
        _loop.Post(() => _handler.Votes.Close([]));
    }

    private void ReleaseView(CollectionTicket ticket)
    {
        if (ticket.View != null)
        {
            _engine.ReleaseSnapshot(ticket.View);
        }
        ticket.View = null;
    }

    private void Require(CollectionTicket ticket)
    {
        lock (_lock)
        {
            if (ticket != _current)
            {
                throw new InvalidOperationException($"collection {ticket.Number} is over");
            }
        }
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
        _log.LogInformation(
            "Collection {Run} ({Kind}) is over: {Outcome}; {Marked} objects reached, {Dead} dead, {Moved} moved, {Pages} pages reclaimed, {Seconds:F1} s",
            ticket.Number, ticket.Kind, outcome, progress.Marked, progress.Dead, progress.MovedRecords, progress.ReclaimedPages, ticket.Status().Seconds);
    }
}

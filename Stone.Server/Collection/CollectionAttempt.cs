using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Shared.ObjectFormat.Objects;
using Stone.Server.Commit;
using Stone.Server.Sessions;
using Stone.Server.Storage;

namespace Stone.Server.Collection;

/// <summary>
/// One attempt at a collection by one collector process: what the stone holds for it, and what that asks. Its calls come from several threads, and
/// may be under way when it is given up: each goes through <see cref="Call"/>, and the end waits for those. Thread-safe.
/// </summary>
/// <param name="ticket">The collection.</param>
/// <param name="run">The attempt's number, which nothing else ever has, not even before a restart of the stone.</param>
/// <param name="kind">What is left to do.</param>
/// <param name="engine">The repository.</param>
/// <param name="loop">Where sessions are answered.</param>
/// <param name="handler">Who asks them to vote.</param>
internal sealed class CollectionAttempt(
    CollectionTicket ticket, ulong run, CollectionKind kind, StorageEngine engine, RequestLoop loop, RequestHandler handler)
{
    private readonly ReaderWriterLockSlim _gate = new();
    private readonly List<ulong> _ephemerons = [];
    private Snapshot? _view;
    private ObjectIdBitmap? _toCondemn;
    private long _ballotBegan;
    private bool _isBallotClosed;
    private bool _isOver;

    /// <summary>The collection.</summary>
    public CollectionTicket Ticket => ticket;

    /// <summary>The attempt's number.</summary>
    public ulong Run => run;

    /// <summary>What is left to do.</summary>
    public CollectionKind Kind => kind;

    /// <summary>What the epoch wrote that it looks through; null for none, or when that is done.</summary>
    public EpochWrites? Epoch { get; private set; }

    /// <summary>Answers a call of the collector. Throws <see cref="InvalidOperationException"/> when the attempt is over.</summary>
    public T Call<T>(Func<T> answer)
    {
        _gate.EnterReadLock();
        try
        {
            return _isOver ? throw new InvalidOperationException($"Run {run} is over.") : answer();
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    /// <summary>Begins: the view to mark. Within a call.</summary>
    public Snapshot Begin()
    {
        if (_view != null)
        {
            throw new InvalidOperationException($"Run {run} has begun.");
        }
        EngineStatistics figures = engine.Statistics();
        ticket.NoteRepository(figures.FreeBytes, figures.ExtentBytes, figures.ObjectCount);
        _view = engine.BeginCollection(kind == CollectionKind.Epoch, out EpochWrites? epoch);
        Epoch = epoch;
        return _view;
    }

    /// <summary>Asks the sessions to vote. Within a call.</summary>
    public void OpenBallot()
    {
        ulong marked = (_view ?? throw new InvalidOperationException($"Run {run} has not begun.")).CommitId;
        _ballotBegan = Stopwatch.GetTimestamp();
        ticket.NotVoted = loop.Invoke(() =>
        {
            handler.Votes.Open(marked);
            return handler.Votes.Pending.ToArray();
        }).GetAwaiter().GetResult();
    }

    /// <summary>Whether all have voted; closes the ballot then, and when the time for it has passed. Within a call.</summary>
    public bool IsBallotOver(TimeSpan voteLimit, ILogger log)
    {
        bool isLate = Stopwatch.GetElapsedTime(_ballotBegan) > voteLimit;
        (ticket.NotVoted, bool isOver) = loop.Invoke(() =>
        {
            int[] pending = [.. handler.Votes.Pending];
            bool mustClose = pending.Length == 0 || isLate;
            return (mustClose ? handler.Votes.Close(handler.Sharing.Watched) : pending, mustClose);
        }).GetAwaiter().GetResult();
        if (isOver)
        {
            _isBallotClosed = true;
            (ticket.PassedOver, ticket.NotVoted) = (ticket.NotVoted, []);
            if (ticket.PassedOver.Length > 0)
            {
                log.LogWarning("Collection {Run}: sessions {Sessions} did not vote within {Seconds} s and are passed over",
                    ticket.Number, ticket.PassedOver, voteLimit.TotalSeconds);
            }
        }
        return isOver;
    }

    /// <summary>
    /// Takes a piece of what is to be condemned, and with the last one condemns it; false with what was touched. Within a call.
    /// </summary>
    public bool Condemn(ReadOnlySpan<byte> idRuns, IEnumerable<ulong> ephemerons, bool isLast, List<ulong> touched)
    {
        if (!_isBallotClosed)
        {
            throw new InvalidOperationException($"Run {run} has had no ballot.");
        }
        ObjectIdBitmap members = _toCondemn ??= new ObjectIdBitmap();
        ObjectIdRuns.Visit(idRuns, members.AddWord);
        _ephemerons.AddRange(ephemerons);
        if (!isLast)
        {
            return false;
        }
        ulong[] keyed = [.. _ephemerons];
        long count = members.Count();
        _ephemerons.Clear();
        if (!engine.TryCondemn(members, keyed, touched))
        {
            DropCondemned();
            return false;
        }
        _toCondemn = null;
        ticket.NoteCondemned(count);
        DropEpoch();
        ReleaseView();
        return true;
    }

    /// <summary>
    /// Ends it when no call is under way any more; what it condemned stays condemned. False when it was over already.
    /// </summary>
    /// <param name="isWhole">Whether it did all it was to do: an epoch that it did not look through is part of the present one.</param>
    public bool End(bool isWhole)
    {
        _gate.EnterWriteLock();
        try
        {
            if (_isOver)
            {
                return false;
            }
            _isOver = true;
            DropCondemned();
            if (isWhole)
            {
                DropEpoch();
            }
            engine.EndCollection(Epoch);
            Epoch = null;
            if (!isWhole)
            {
                engine.LookAtAllPages();
            }
            return true;
        }
        finally
        {
            ReleaseView();
            _gate.ExitWriteLock();
            loop.Post(() => handler.Votes.Close([]));
        }
    }

    private void DropCondemned()
    {
        _toCondemn?.Dispose();
        _toCondemn = null;
    }

    private void DropEpoch()
    {
        Epoch?.Dispose();
        Epoch = null;
    }

    private void ReleaseView()
    {
        if (_view != null)
        {
            engine.ReleaseSnapshot(_view);
        }
        _view = null;
    }
}

using System.Text;
using Shared.ObjectFormat.MessagePack;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Locks;
using Stone.Server.Signals;
using Stone.Server.Storage;

namespace Stone.Server.Sessions;

/// <summary>
/// Answers requests for what sessions share outside their transactions: locks, counters, signals, and who is there. Only on the
/// request loop's thread. Bad requests throw <see cref="ArgumentException"/> or <see cref="InvalidDataException"/>.
/// </summary>
public sealed unsafe class SharingHandler
{
    private const int WatchLimit = 1 << 20;
    private readonly StorageEngine _engine;
    private readonly SlotReplyWriter _replies;
    private readonly SharedPageSet _pages;
    private readonly CommitWatch _commits;
    private readonly MessagePackWriter _writer = new();

    /// <summary>Answers through <paramref name="replies"/>; shows counters on <paramref name="pages"/>.</summary>
    public SharingHandler(StorageEngine engine, SlotReplyWriter replies, SharedPageSet pages)
    {
        _engine = engine;
        _replies = replies;
        _pages = pages;
        _commits = new CommitWatch(engine);
        engine.SharedCounters().CopyTo(pages.Counters);
        engine.LockGranted = session => Signal((int)session);
    }

    /// <summary>The sessions by number; set once, before the first request.</summary>
    public SessionRegistry? Registry { get; set; }

    /// <summary>Answers; false when the kind is none of these.</summary>
    public bool TryAnswer(GemSession session, SlotRequest request)
    {
        switch (request.Kind)
        {
            case SlotRequestKind.Lock:
                Lock(session, request);
                return true;
            case SlotRequestKind.AwaitLock:
                AnswerLock(session, _engine.IsWaitingForLock((ulong)session.Id) ? LockDecision.Waiting : LockDecision.Granted, []);
                return true;
            case SlotRequestKind.CancelLock:
                CancelLock(session);
                return true;
            case SlotRequestKind.Unlock:
                _engine.Unlock((ulong)session.Id, request.Ids(session));
                _replies.Finish(session, SlotReplyStatus.Done);
                return true;
            case SlotRequestKind.ListLocks:
                _replies.Finish(session, SlotReplyStatus.Done, (ulong)SetLocks(session, _engine.Locks()));
                return true;
            case SlotRequestKind.ListSessions:
                ListSessions(session);
                return true;
            case SlotRequestKind.Watch or SlotRequestKind.Unwatch:
                Watch(session, request);
                return true;
            case SlotRequestKind.SendSignal:
                SendSignal(session, request);
                return true;
            case SlotRequestKind.TakeSignal:
                TakeSignal(session, (SignalKind)request.Count);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Changes a shared counter in the batch in the making; <see cref="AnswerCounter"/> answers when that is published.</summary>
    public void ChangeCounter(GemSession session, SlotRequest request)
    {
        long number = (long)request.Id.Number;
        long value = number;
        if (request.Kind == SlotRequestKind.AddToCounter)
            value = _engine.AddToCounter(request.Count, number);
        else
            _engine.SetCounter(request.Count, number);
        session.ChangedCounter = (request.Count, value);
    }

    /// <summary>Shows the counter that a session changed to all, and answers, unless the session has ended meanwhile.</summary>
    public void AnswerCounter(GemSession session)
    {
        (int index, long value) = session.ChangedCounter!.Value;
        session.ChangedCounter = null;
        Volatile.Write(ref _pages.Counters[index - 1], value);
        if (!session.HasEnded)
            _replies.Finish(session, SlotReplyStatus.Done, (ulong)value);
    }

    /// <summary>Tells the sessions that watch it what was published since the last time.</summary>
    public void TellOfCommits()
    {
        HashSet<int>? told = null;
        _commits.Look((id, objectId) =>
        {
            Registry?.Find(id)?.Signals.AddCommitted(objectId);
            (told ??= []).Add(id);
        });
        foreach (int id in told ?? [])
            Signal(id);
    }

    /// <summary>Asks a session, once for each view, to abort because its view is old.</summary>
    public void AskForAbort(GemSession session, ulong commitsBehind)
    {
        if (session.View is not { } view || session.AskedToLeave == view.CommitId)
            return;
        session.AskedToLeave = view.CommitId;
        session.Signals.AskForAbort((long)commitsBehind);
        _replies.Signal(session);
    }

    /// <summary>The objects that sessions watch.</summary>
    public IReadOnlyCollection<ulong> Watched => _commits.Watched;

    /// <summary>Forgets what a session that ends watches.</summary>
    public void Forget(GemSession session) => _commits.Forget(session.Id);

    private void Lock(GemSession session, SlotRequest request)
    {
        ulong[] ids = request.Ids(session).ToArray();
        if (request.Id.Series is < (ulong)LockKind.Read or > (ulong)LockKind.Exclusive)
            throw new InvalidDataException($"There is no kind of lock {request.Id.Series}.");
        List<HeldLock> blockers = [];
        session.WantedLocks = ids;
        LockDecision decision = _engine.Lock((ulong)session.Id, (LockKind)request.Id.Series, ids, request.Id.Number != 0, blockers);
        AnswerLock(session, decision, blockers);
    }

    /// <summary>When the lock was granted in the meantime it stays; the session gives it up if it does not want it.</summary>
    private void CancelLock(GemSession session)
    {
        bool isWaiting = _engine.IsWaitingForLock((ulong)session.Id);
        List<HeldLock> blockers = [];
        if (isWaiting)
        {
            _engine.CancelLock((ulong)session.Id);
            HashSet<ulong> wanted = [.. session.WantedLocks];
            blockers.AddRange(_engine.Locks().Where(held => wanted.Contains(held.ObjectId) && held.SessionId != (ulong)session.Id));
        }
        AnswerLock(session, isWaiting ? LockDecision.Denied : LockDecision.Granted, blockers);
    }

    private void AnswerLock(GemSession session, LockDecision decision, IReadOnlyCollection<HeldLock> blockers)
    {
        int count = decision == LockDecision.Granted ? SetChanged(session) : SetLocks(session, blockers);
        SlotReplyStatus status = decision switch
        {
            LockDecision.Granted => SlotReplyStatus.Done,
            LockDecision.Waiting => SlotReplyStatus.Waiting,
            LockDecision.Deadlock => SlotReplyStatus.Deadlock,
            _ => SlotReplyStatus.Denied,
        };
        _replies.Finish(session, status, (ulong)count);
    }

    /// <summary>Puts those of the wanted objects that have changed after the view into the arena; how many.</summary>
    private int SetChanged(GemSession session) => session.View is { } view
        ? _replies.SetAll<ulong>(session, _engine.ChangedSince(view, session.WantedLocks))
        : 0;

    private int SetLocks(GemSession session, IReadOnlyCollection<HeldLock> locks) => _replies.SetAll<SlotLock>(session, [.. locks.Select(held => new SlotLock
    {
        ObjectId = held.ObjectId,
        SessionId = (int)held.SessionId,
        Kind = (short)held.Kind,
        Waits = (short)(held.IsWaiting ? 1 : 0),
    })]);

    private void ListSessions(GemSession session)
    {
        _writer.Clear();
        GemSession[] all = [.. Registry!.Sessions];
        _writer.WriteArrayHeader(all.Length);
        foreach (GemSession other in all)
            Describe(other).WriteTo(_writer);
        FinishMessage(session);
    }

    private static SessionDescription Describe(GemSession session) => new(
        session.Id, session.Peer.ProcessId, session.Peer.UserName, session.Peer.Program,
        (session.Started.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond, session.View?.CommitId ?? 0, session.Commits,
        session.Slot is null ? [] : new Span<long>(session.Slot.Pointer + SlotHeader.StatisticsOffset, SlotHeader.StatisticCount).ToArray());

    private void Watch(GemSession session, SlotRequest request)
    {
        ReadOnlySpan<ulong> ids = request.Ids(session);
        if (request.Kind == SlotRequestKind.Watch)
        {
            if (_commits.CountOf(session.Id) + ids.Length > WatchLimit)
                throw new ArgumentException($"No more than {WatchLimit} objects can be watched by one session.");
            _commits.Watch(session.Id, ids);
        }
        else if (ids.IsEmpty)
        {
            _commits.Forget(session.Id);
        }
        else
        {
            _commits.Unwatch(session.Id, ids);
        }
        _replies.Finish(session, SlotReplyStatus.Done);
    }

    private void SendSignal(GemSession session, SlotRequest request)
    {
        GemSession? target = Registry!.Find(request.Count);
        if (target?.Slot is null)
            throw new ArgumentException($"There is no session {request.Count} that could be sent a signal.");
        if (request.LengthBytes > SessionSignal.TextLimitBytes)
            throw new ArgumentException($"A signal's text has {request.LengthBytes} bytes, no more than {SessionSignal.TextLimitBytes} can be sent.");
        string text = Encoding.UTF8.GetString(session.Arena, request.LengthBytes);
        if (!target.Signals.TrySend(session.Id, (long)request.Id.Number, text))
            throw new ArgumentException($"Session {request.Count} has not taken {SignalQueue.SignalLimit} signals; no more can be sent to it.");
        _replies.Signal(target);
        _replies.Finish(session, SlotReplyStatus.Done);
    }

    private void TakeSignal(GemSession session, SignalKind kind)
    {
        _writer.Clear();
        session.Signals.Take(kind)?.WriteTo(_writer);
        FinishMessage(session);
    }

    private void FinishMessage(GemSession session)
    {
        int count = _replies.SetAll(session, _writer.Written);
        if (count < _writer.Written.Length)
            throw new InvalidDataException("The answer does not fit the slot.");
        _replies.Finish(session, SlotReplyStatus.Done, (ulong)count);
    }

    private void Signal(int id)
    {
        if (Registry?.Find(id) is { HasEnded: false } session)
            _replies.Signal(session);
    }
}

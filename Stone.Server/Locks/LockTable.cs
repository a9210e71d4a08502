using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Locks;

/// <summary>
/// All locks. Used under the engine's gate.
/// </summary>
public sealed class LockTable
{
    private readonly Dictionary<ulong, ObjectLock> _objects = [];
    private readonly Dictionary<ulong, HashSet<ulong>> _idsOfSessions = [];

    // In the order in which they came.
    private readonly List<LockWait> _waits = [];

    /// <summary>Told of each session whose wait ended because it has its locks now.</summary>
    public Action<ulong>? Granted { get; set; }

    /// <summary>Objects that are locked.</summary>
    public int Count => _objects.Count;

    /// <summary>
    /// Asks for locks on all of some objects. A session that waits already is not asked again: its request is denied.
    /// </summary>
    /// <param name="mayWait">Whether the session waits when they can't be had now.</param>
    /// <param name="blockers">Receives who stands against it when it is denied or a deadlock.</param>
    public LockDecision Acquire(ulong session, LockKind kind, ReadOnlySpan<ulong> objectIds, bool mayWait, List<HeldLock> blockers)
    {
        LockWait wanted = new(session, kind, [.. objectIds]);
        if (CanHave(wanted, _waits))
        {
            Grant(wanted);
            return LockDecision.Granted;
        }
        CollectBlockers(wanted, blockers);
        if (!mayWait || IsWaiting(session))
            return LockDecision.Denied;
        if (WouldCloseCircle(wanted))
            return LockDecision.Deadlock;
        blockers.Clear();
        _waits.Add(wanted);
        return LockDecision.Waiting;
    }

    /// <summary>Whether a session waits.</summary>
    public bool IsWaiting(ulong session) => _waits.Exists(wait => wait.SessionId == session);

    /// <summary>Ends a session's wait; who waits behind it may be granted.</summary>
    public void CancelWait(ulong session)
    {
        if (_waits.RemoveAll(wait => wait.SessionId == session) > 0)
            GrantWaiting();
    }

    /// <summary>What a session has on an object.</summary>
    public LockKind KindOf(ulong session, ulong objectId) =>
        _objects.TryGetValue(objectId, out ObjectLock? held) ? held.KindOf(session) : LockKind.None;

    /// <summary>Gives up a session's locks on some objects; ids that it has not locked are passed over.</summary>
    public void Release(ulong session, ReadOnlySpan<ulong> objectIds)
    {
        if (!_idsOfSessions.TryGetValue(session, out HashSet<ulong>? ids))
            return;
        foreach (ulong id in objectIds)
        {
            if (ids.Remove(id))
                ReleaseOne(session, id);
        }
        if (ids.Count == 0)
            _idsOfSessions.Remove(session);
        GrantWaiting();
    }

    /// <summary>Gives up all locks of a session, and its wait.</summary>
    public void ReleaseAll(ulong session)
    {
        _waits.RemoveAll(wait => wait.SessionId == session);
        if (_idsOfSessions.Remove(session, out HashSet<ulong>? ids))
        {
            foreach (ulong id in ids)
                ReleaseOne(session, id);
        }
        GrantWaiting();
    }

    /// <summary>
    /// Whether another session's lock keeps this one from committing.
    /// </summary>
    /// <param name="isWrite">True when it writes the object, false when it guards it or depends on it.</param>
    /// <param name="owner">One that has such a lock.</param>
    public bool Hinders(ulong session, ulong objectId, bool isWrite, out ulong owner)
    {
        owner = 0;
        if (_objects.Count == 0 || !_objects.TryGetValue(objectId, out ObjectLock? held))
            return false;
        LockKind weakest = isWrite ? LockKind.Read : LockKind.Exclusive;
        foreach ((ulong holder, LockKind kind) in held.Holders)
        {
            if (holder != session && kind >= weakest)
            {
                owner = holder;
                return true;
            }
        }
        return false;
    }

    /// <summary>All locks, and all waits behind them.</summary>
    public IEnumerable<HeldLock> All()
    {
        foreach ((ulong id, ObjectLock held) in _objects)
        {
            foreach ((ulong session, LockKind kind) in held.Holders)
                yield return new HeldLock(id, session, kind, IsWaiting: false);
        }
        foreach (LockWait wait in _waits)
        {
            foreach (ulong id in wait.ObjectIds)
                yield return new HeldLock(id, wait.SessionId, wait.Kind, IsWaiting: true);
        }
    }

    /// <summary>Whether a request can be granted beside what is held and what came before it.</summary>
    private bool CanHave(LockWait wanted, IEnumerable<LockWait> before)
    {
        foreach (ulong id in wanted.ObjectIds)
        {
            if (KindOf(wanted.SessionId, id) >= wanted.Kind)
                continue;
            if (_objects.TryGetValue(id, out ObjectLock? held) && !held.Admits(wanted.SessionId, wanted.Kind))
                return false;
            foreach (LockWait wait in before)
            {
                if (IsBehind(wanted, id, wait))
                    return false;
            }
        }
        return true;
    }

    private static bool IsBehind(LockWait wanted, ulong id, LockWait wait) =>
        wait.SessionId != wanted.SessionId && wait.ObjectIds.Contains(id) && !ObjectLock.Agree(wanted.Kind, wait.Kind);

    private void Grant(LockWait wanted)
    {
        if (!_idsOfSessions.TryGetValue(wanted.SessionId, out HashSet<ulong>? ids))
            _idsOfSessions[wanted.SessionId] = ids = [];
        foreach (ulong id in wanted.ObjectIds)
        {
            if (!_objects.TryGetValue(id, out ObjectLock? held))
                _objects[id] = held = new ObjectLock();
            held.Grant(wanted.SessionId, wanted.Kind);
            ids.Add(id);
        }
    }

    private void ReleaseOne(ulong session, ulong id)
    {
        if (_objects[id].Release(session))
            _objects.Remove(id);
    }

    private void GrantWaiting()
    {
        for (int i = 0; i < _waits.Count;)
        {
            LockWait wait = _waits[i];
            if (!CanHave(wait, _waits.Take(i)))
            {
                i++;
                continue;
            }
            _waits.RemoveAt(i);
            Grant(wait);
            Granted?.Invoke(wait.SessionId);
        }
    }

    private void CollectBlockers(LockWait wanted, List<HeldLock> blockers)
    {
        foreach (ulong id in wanted.ObjectIds)
        {
            if (KindOf(wanted.SessionId, id) >= wanted.Kind)
                continue;
            if (_objects.TryGetValue(id, out ObjectLock? held))
            {
                blockers.AddRange(held.Holders
                    .Where(holder => holder.Key != wanted.SessionId && !ObjectLock.Agree(wanted.Kind, holder.Value))
                    .Select(holder => new HeldLock(id, holder.Key, holder.Value, IsWaiting: false)));
            }
            blockers.AddRange(_waits
                .Where(wait => IsBehind(wanted, id, wait))
                .Select(wait => new HeldLock(id, wait.SessionId, wait.Kind, IsWaiting: true)));
        }
    }

    /// <summary>Whether one of those that a session would wait for waits, over any number of others, for that session.</summary>
    private bool WouldCloseCircle(LockWait wanted)
    {
        HashSet<ulong> seen = [];
        Stack<LockWait> open = new([wanted]);
        List<HeldLock> blockers = [];
        while (open.TryPop(out LockWait? wait))
        {
            blockers.Clear();
            CollectBlockers(wait, blockers);
            foreach (HeldLock blocker in blockers)
            {
                if (blocker.SessionId == wanted.SessionId)
                    return true;
                if (seen.Add(blocker.SessionId) && _waits.Find(other => other.SessionId == blocker.SessionId) is { } next)
                    open.Push(next);
            }
        }
        return false;
    }
}

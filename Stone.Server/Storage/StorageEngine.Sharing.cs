using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Commit;
using Stone.Server.Locks;

namespace Stone.Server.Storage;

/// <summary>What sessions share outside their transactions: locks and counters, and the history of commits.</summary>
public sealed unsafe partial class StorageEngine
{
    /// <summary>Told, under the gate, of each session whose wait for locks ended because it has them.</summary>
    public Action<ulong>? LockGranted
    {
        get => _core.Locks.Granted;
        set => _core.Locks.Granted = value;
    }

    /// <summary>Asks for locks; see <see cref="LockTable.Acquire"/>.</summary>
    public LockDecision Lock(ulong session, LockKind kind, ReadOnlySpan<ulong> objectIds, bool mayWait, List<HeldLock> blockers)
    {
        lock (_core.Gate)
        {
            foreach (ulong id in objectIds)
            {
                if (_core.Table.Find(id).Bits == 0)
                {
                    throw new ArgumentException($"object {id} cannot be locked: it is not committed");
                }
            }
            return _core.Locks.Acquire(session, kind, objectIds, mayWait, blockers);
        }
    }

    /// <summary>Whether a session waits for locks.</summary>
    public bool IsWaitingForLock(ulong session)
    {
        lock (_core.Gate)
        {
            return _core.Locks.IsWaiting(session);
        }
    }

    /// <summary>Ends a session's wait for locks.</summary>
    public void CancelLock(ulong session)
    {
        lock (_core.Gate)
        {
            _core.Locks.CancelWait(session);
        }
    }

    /// <summary>Gives up a session's locks on some objects; none given: all.</summary>
    public void Unlock(ulong session, ReadOnlySpan<ulong> objectIds)
    {
        lock (_core.Gate)
        {
            if (objectIds.IsEmpty)
            {
                _core.Locks.ReleaseAll(session);
            }
            else
            {
                _core.Locks.Release(session, objectIds);
            }
        }
    }

    /// <summary>All locks, and those that are waited for.</summary>
    public HeldLock[] Locks()
    {
        lock (_core.Gate)
        {
            return [.. _core.Locks.All()];
        }
    }

    /// <summary>Those of some objects that are not as a view shows them, or were removed.</summary>
    public ulong[] ChangedSince(Snapshot view, ReadOnlySpan<ulong> objectIds)
    {
        List<ulong> changed = [];
        lock (_core.Gate)
        {
            foreach (ulong id in objectIds)
            {
                LeafEntry now = _core.Table.Find(id);
                if (_core.HasChangedSince(view, id, now))
                {
                    changed.Add(id);
                }
            }
        }
        return [.. changed];
    }

    /// <summary>All shared counters, with changes that are not published yet.</summary>
    public long[] SharedCounters()
    {
        lock (_core.Gate)
        {
            return _counters.Values.ToArray();
        }
    }

    /// <summary>
    /// Adds to a shared counter in the batch in the making; the new value. Throws <see cref="ArgumentException"/> when the index
    /// is not from 1 to 128 or the value would leave 64 bits, and <see cref="RepositoryFullException"/>.
    /// </summary>
    public long AddToCounter(int index, long by)
    {
        lock (_core.Gate)
        {
            _core.ThrowIfFailed();
            long old = _counters.Values[CounterPlace(index)];
            long value = unchecked(old + by);
            if ((by > 0) == (value < old) && by != 0)
            {
                throw new ArgumentException($"shared counter {index} has {old}; with {by} added it would leave the 64 bits that it has");
            }
            _counters.Set(index - 1, value);
            return value;
        }
    }

    /// <summary>Sets a shared counter in the batch in the making; throws as <see cref="AddToCounter"/>.</summary>
    public void SetCounter(int index, long value)
    {
        lock (_core.Gate)
        {
            _core.ThrowIfFailed();
            _counters.Set(CounterPlace(index), value);
        }
    }

    /// <summary>When a commit was made, microseconds since 1970, UTC; 0 when it is no longer known.</summary>
    public long TimeOf(ulong commitId) => _core.WriteSets.TimeOf(commitId);

    /// <summary>Calls back with session and objects of each commit in (<paramref name="since"/>, <paramref name="upTo"/>] that is still known.</summary>
    public void VisitWrites(ulong since, ulong upTo, Action<ulong, ulong[]> visit) => _core.WriteSets.Visit(since, upTo, visit);

    private static int CounterPlace(int index) => index is >= 1 and <= SharedPages.CounterCount
        ? index - 1
        : throw new ArgumentException($"there is no shared counter {index}: they are numbered from 1 to {SharedPages.CounterCount}");
}

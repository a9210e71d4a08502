namespace Stone.Server.Commit;

/// <summary>
/// The objects that each recent commit wrote, for views that move forward and for reports of conflicts. Bounded by the
/// number of ids. Thread-safe.
/// </summary>
public sealed class WriteSetHistory(long idLimit)
{
    private readonly Lock _lock = new();

    // Ascending by commit; those before _head were dropped and wait to be cut off.
    private readonly List<WriteSet> _sets = [];
    private int _head;
    private ulong _floor;
    private long _idCount;

    /// <summary>Nothing is known of commits up to this one.</summary>
    public void StartAfter(ulong commitId)
    {
        lock (_lock)
        {
            _floor = commitId;
        }
    }

    /// <summary>Adds a commit; commits come in ascending order.</summary>
    public void Add(ulong commitId, ulong sessionId, long timeMicroseconds, ulong[] objectIds)
    {
        lock (_lock)
        {
            _sets.Add(new WriteSet(commitId, sessionId, timeMicroseconds, objectIds));
            _idCount += objectIds.Length + 1;
            while (_idCount > idLimit)
            {
                _idCount -= _sets[_head].ObjectIds.Length + 1;
                _floor = _sets[_head].CommitId;
                _sets[_head++] = default;
            }
            if (_head > 1024 && _head > _sets.Count / 2)
            {
                _sets.RemoveRange(0, _head);
                _head = 0;
            }
        }
    }

    /// <summary>
    /// Adds to <paramref name="objectIds"/> what commits after <paramref name="since"/> up to <paramref name="upTo"/> wrote;
    /// an id may come more than once. False when that reaches too far back: then compare the two object tables.
    /// </summary>
    public bool TryCollect(ulong since, ulong upTo, List<ulong> objectIds)
    {
        lock (_lock)
        {
            if (since < _floor)
            {
                return false;
            }
            for (int index = IndexAfter(since); index < _sets.Count && _sets[index].CommitId <= upTo; index++)
            {
                objectIds.AddRange(_sets[index].ObjectIds);
            }
            return true;
        }
    }

    /// <summary>Calls back with session and objects of each known commit after <paramref name="since"/> up to <paramref name="upTo"/>.</summary>
    public void Visit(ulong since, ulong upTo, Action<ulong, ulong[]> visit)
    {
        lock (_lock)
        {
            for (int index = IndexAfter(since); index < _sets.Count && _sets[index].CommitId <= upTo; index++)
            {
                visit(_sets[index].SessionId, _sets[index].ObjectIds);
            }
        }
    }

    /// <summary>The session that made a commit, 0 when it is no longer known.</summary>
    public ulong SessionOf(ulong commitId) => Find(commitId).SessionId;

    /// <summary>When a commit was made, microseconds since 1970, UTC; 0 when it is no longer known.</summary>
    public long TimeOf(ulong commitId) => Find(commitId).TimeMicroseconds;

    private WriteSet Find(ulong commitId)
    {
        lock (_lock)
        {
            int index = commitId == 0 ? _sets.Count : IndexAfter(commitId - 1);
            return index < _sets.Count && _sets[index].CommitId == commitId ? _sets[index] : default;
        }
    }

    private int IndexAfter(ulong commitId)
    {
        int low = _head;
        int high = _sets.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_sets[middle].CommitId <= commitId)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}

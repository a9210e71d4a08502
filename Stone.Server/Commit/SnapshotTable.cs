using Shared.ObjectFormat.Cache;

namespace Stone.Server.Commit;

/// <summary>
/// The published state and the views that are registered on it and on earlier ones. Has a lock of its own, so that a
/// session begins without waiting for a commit that is being synced.
/// </summary>
public sealed class SnapshotTable
{
    private readonly Lock _lock = new();
    private readonly List<ulong> _commits = [];
    private readonly List<int> _counts = [];
    private readonly Queue<ulong> _released = new();
    private PublishedState _published;

    /// <summary>What is published now.</summary>
    public PublishedState Published
    {
        get
        {
            lock (_lock)
            {
                return _published;
            }
        }
    }

    /// <summary>The oldest commit that a view reads; the published one when there is none.</summary>
    public ulong Oldest
    {
        get
        {
            lock (_lock)
            {
                return _commits.Count > 0 ? _commits[0] : _published.CommitId;
            }
        }
    }

    /// <summary>Number of registered views.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _counts.Sum();
            }
        }
    }

    /// <summary>Publishes a state; its horizon is filled in. Returns what is to be shown to gems.</summary>
    public PublishedState Publish(ulong commitId, ulong rootFrame, int depth)
    {
        lock (_lock)
        {
            return _published = new PublishedState(commitId, rootFrame, depth, _commits.Count > 0 ? _commits[0] : commitId);
        }
    }

    /// <summary>Registers a view of the published state.</summary>
    public Snapshot Register()
    {
        Snapshot? view;
        while ((view = TryRegister(Published)) == null)
        {
            // A commit came between: look again.
        }
        return view;
    }

    /// <summary>
    /// Registers a view of a state that was seen published; null when it is not any more: frames that only it needs may have
    /// been freed before anybody knew of the view.
    /// </summary>
    internal Snapshot? TryRegister(PublishedState seen)
    {
        lock (_lock)
        {
            return seen.CommitId == _published.CommitId ? Enter(seen) : null;
        }
    }

    /// <summary>Registers a view without looking again: for the test that shows what comes of it.</summary>
    internal Snapshot RegisterUnchecked(PublishedState seen)
    {
        lock (_lock)
        {
            return Enter(seen);
        }
    }

    /// <summary>Releases a view; a second time does nothing.</summary>
    public void Release(Snapshot snapshot)
    {
        lock (_lock)
        {
            if (snapshot.IsReleased)
            {
                return;
            }
            snapshot.IsReleased = true;
            int index = _commits.BinarySearch(snapshot.CommitId);
            if (--_counts[index] == 0)
            {
                _commits.RemoveAt(index);
                _counts.RemoveAt(index);
                _released.Enqueue(snapshot.CommitId);
            }
        }
    }

    /// <summary>A live view that reads some state in [birth, retired).</summary>
    public bool TryFindWithin(ulong birth, ulong retired, out ulong commitId)
    {
        lock (_lock)
        {
            int index = _commits.BinarySearch(birth);
            index = index < 0 ? ~index : index;
            commitId = index < _commits.Count ? _commits[index] : 0;
            return index < _commits.Count && commitId < retired;
        }
    }

    /// <summary>Takes a commit of which the last view was released.</summary>
    public bool TryTakeReleased(out ulong commitId)
    {
        lock (_lock)
        {
            return _released.TryDequeue(out commitId);
        }
    }

    private Snapshot Enter(PublishedState state)
    {
        int index = _commits.BinarySearch(state.CommitId);
        if (index >= 0)
        {
            _counts[index]++;
        }
        else
        {
            _commits.Insert(~index, state.CommitId);
            _counts.Insert(~index, 1);
        }
        return new Snapshot(state);
    }
}

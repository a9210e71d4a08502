namespace Stone.Server.Signals;

/// <summary>Which sessions watch which objects. Only on the request loop's thread.</summary>
public sealed class WatchedObjects
{
    private readonly Dictionary<ulong, HashSet<int>> _sessions = [];
    private readonly Dictionary<int, HashSet<ulong>> _objects = [];

    /// <summary>Whether nothing is watched.</summary>
    public bool IsEmpty => _sessions.Count == 0;

    /// <summary>All that are watched.</summary>
    public IReadOnlyCollection<ulong> Objects => _sessions.Keys;

    /// <summary>Objects that a session watches.</summary>
    public int CountOf(int session) => _objects.TryGetValue(session, out HashSet<ulong>? ids) ? ids.Count : 0;

    /// <summary>Has a session watch an object.</summary>
    public void Add(int session, ulong objectId)
    {
        if (!_objects.TryGetValue(session, out HashSet<ulong>? ids))
            _objects[session] = ids = [];
        if (!ids.Add(objectId))
            return;
        if (!_sessions.TryGetValue(objectId, out HashSet<int>? watchers))
            _sessions[objectId] = watchers = [];
        watchers.Add(session);
    }

    /// <summary>Ends it.</summary>
    public void Remove(int session, ulong objectId)
    {
        if (!_objects.TryGetValue(session, out HashSet<ulong>? ids) || !ids.Remove(objectId))
            return;
        HashSet<int> watchers = _sessions[objectId];
        watchers.Remove(session);
        if (watchers.Count == 0)
            _sessions.Remove(objectId);
    }

    /// <summary>Ends all of a session.</summary>
    public void Forget(int session)
    {
        if (!_objects.TryGetValue(session, out HashSet<ulong>? ids))
            return;
        foreach (ulong id in ids.ToArray())
            Remove(session, id);
        _objects.Remove(session);
    }

    /// <summary>The sessions that watch an object; none for most.</summary>
    public IReadOnlyCollection<int> Of(ulong objectId) => _sessions.TryGetValue(objectId, out HashSet<int>? watchers) ? watchers : [];
}

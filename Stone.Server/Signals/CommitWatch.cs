using Stone.Server.Storage;

namespace Stone.Server.Signals;

/// <summary>
/// Finds in what was published since the last look the objects that sessions watch. Only on the request loop's thread.
/// </summary>
public sealed class CommitWatch(StorageEngine engine)
{
    private readonly WatchedObjects _watched = new();
    private ulong _seen;

    /// <summary>The objects that are watched.</summary>
    public IReadOnlyCollection<ulong> Watched => _watched.Objects;

    /// <summary>Objects that a session watches.</summary>
    public int CountOf(int session) => _watched.CountOf(session);

    /// <summary>Has a session watch objects from now on.</summary>
    public void Watch(int session, ReadOnlySpan<ulong> objectIds)
    {
        if (_watched.IsEmpty)
            _seen = engine.Published.CommitId;
        foreach (ulong id in objectIds)
            _watched.Add(session, id);
    }

    /// <summary>Ends it.</summary>
    public void Unwatch(int session, ReadOnlySpan<ulong> objectIds)
    {
        foreach (ulong id in objectIds)
            _watched.Remove(session, id);
    }

    /// <summary>Ends all of a session.</summary>
    public void Forget(int session) => _watched.Forget(session);

    /// <summary>
    /// Looks; <paramref name="tell"/> gets each watching session with each object that another one committed. When commits are so
    /// far back that their objects are not known any more, nobody is told of them.
    /// </summary>
    public void Look(Action<int, ulong> tell)
    {
        // The request loop looks in every round: where nobody watches that must cost nothing.
        if (_watched.IsEmpty)
            return;
        ulong published = engine.Published.CommitId;
        if (published == _seen)
            return;
        engine.VisitWrites(_seen, published, (writer, ids) =>
        {
            foreach (ulong id in ids)
            {
                foreach (int session in _watched.Of(id))
                {
                    if ((ulong)session != writer)
                        tell(session, id);
                }
            }
        });
        _seen = published;
    }
}

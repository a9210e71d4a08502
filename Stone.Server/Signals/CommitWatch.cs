using Stone.Server.Storage;

namespace Stone.Server.Signals;

/// <summary>
/// Finds in what was published since the last look the objects that sessions watch. Only on the request loop's thread.
/// </summary>
public sealed class CommitWatch(StorageEngine engine)
{
    private ulong _seen = engine.Published.CommitId;

    /// <summary>Who watches what.</summary>
    public WatchedObjects Watched { get; } = new();

    /// <summary>
    /// Looks; <paramref name="tell"/> gets each watching session with each object that another one committed. When commits are so
    /// far back that their objects are not known any more, nobody is told of them.
    /// </summary>
    public void Look(Action<int, ulong> tell)
    {
        ulong published = engine.Published.CommitId;
        if (published == _seen)
            return;
        if (!Watched.IsEmpty)
        {
            engine.VisitWrites(_seen, published, (writer, ids) =>
            {
                foreach (ulong id in ids)
                {
                    foreach (int session in Watched.Of(id))
                    {
                        if ((ulong)session != writer)
                            tell(session, id);
                    }
                }
            });
        }
        _seen = published;
    }
}

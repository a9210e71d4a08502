using Shared.ObjectFormat.Cache;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Sessions;

/// <summary>Finds out which objects changed between two views, for a session that moves. Only on the request loop's thread.</summary>
public sealed unsafe class ChangeCollector(StorageEngine engine)
{
    private readonly List<ulong> _changed = [];

    /// <summary>
    /// Writes the ids of objects that commits after <paramref name="from"/>'s up to <paramref name="to"/>'s wrote, except
    /// <paramref name="own"/>'s (0: none), maybe more than once; how many, or -1 when there is no room for all. Both views
    /// are registered.
    /// </summary>
    public int Collect(Snapshot from, Snapshot to, ulong own, Span<ulong> ids)
    {
        if (from.CommitId == to.CommitId)
            return 0;
        _changed.Clear();
        bool isKnown = own == 0
            ? engine.TryCollectChanges(from.CommitId, to.CommitId, _changed)
            : engine.TryCollectChanges(from.CommitId, own - 1, _changed) && engine.TryCollectChanges(own, to.CommitId, _changed);
        // Write sets are kept for recent commits; over a longer way the two object tables tell, own writes among the others.
        if (!isKnown && !TryCompare(from, to, ids.Length))
            return -1;
        if (_changed.Count > ids.Length)
            return -1;
        _changed.CopyTo(ids);
        return _changed.Count;
    }

    private bool TryCompare(Snapshot from, Snapshot to, int limit)
    {
        _changed.Clear();
        bool isWithinLimit = true;
        TableDifference.Visit(
            engine.ExtentBase, from.State.RootFrame, from.State.Depth, to.State.RootFrame, to.State.Depth, id =>
            {
                if (_changed.Count < limit)
                    _changed.Add(id);
                else
                    isWithinLimit = false;
            });
        return isWithinLimit;
    }
}

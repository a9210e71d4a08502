namespace Stone.Server.Commit;

/// <summary>
/// Which objects recent commits depended on, for those who write one of them from an older view: they did not know what was
/// derived from it. Kept while such a view lives, up to a number of objects; a view that is older than what is kept conflicts
/// with whatever it writes. Not thread-safe; used under the engine's gate.
/// </summary>
public sealed class DependencyHistory(int limit)
{
    private readonly Dictionary<ulong, (ulong CommitId, ulong SessionId)> _last = [];
    private readonly Queue<(ulong ObjectId, ulong CommitId)> _inOrder = new();
    private ulong _floor;

    /// <summary>Adds what a commit depends on, and forgets what no view can miss: what came before <paramref name="horizon"/>.</summary>
    public void Add(ulong commitId, ulong sessionId, ReadOnlySpan<ulong> objectIds, ulong horizon)
    {
        foreach (ulong objectId in objectIds)
        {
            _last[objectId] = (commitId, sessionId);
            _inOrder.Enqueue((objectId, commitId));
        }
        while (_inOrder.TryPeek(out (ulong ObjectId, ulong CommitId) oldest) && (oldest.CommitId <= horizon || _inOrder.Count > limit))
        {
            _inOrder.Dequeue();
            if (oldest.CommitId > horizon)
            {
                _floor = oldest.CommitId;
            }
            if (_last[oldest.ObjectId].CommitId == oldest.CommitId)
            {
                _last.Remove(oldest.ObjectId);
            }
        }
    }

    /// <summary>
    /// Whether a commit after a view depends on the object, and which; 0 when only that is not known any more.
    /// </summary>
    public bool TryFindAfter(ulong viewCommitId, ulong objectId, out ulong commitId, out ulong sessionId)
    {
        (commitId, sessionId) = _last.GetValueOrDefault(objectId);
        return commitId > viewCommitId || viewCommitId < _floor;
    }
}

namespace CollectionModel;

/// <summary>What has to hold of the repository, by the objects' true contents.</summary>
public static class RepositoryCheck
{
    /// <summary>Nothing that was committed refers to what is condemned or gone.</summary>
    public static void CheckWrites(Repository repository, IReadOnlyDictionary<ModelObject, Contents> writes)
    {
        foreach ((ModelObject written, Contents contents) in writes)
        {
            Require(written.RemovedAt > repository.CommitId, $"(e) {written} was removed and is there again");
            foreach (ModelObject referred in contents.All)
            {
                Require(IsThere(repository, referred), $"(a) {written} was committed and refers to {referred}, which is gone");
            }
        }
    }

    /// <summary>All that is reachable from the roots is in the newest state, as it was written last.</summary>
    public static void CheckRoots(Repository repository) => CheckView(repository, repository.CommitId, repository.Roots, []);

    /// <summary>All that a session can reach in its view is there, but for what was condemned while it was passed over.</summary>
    public static void CheckSession(Repository repository, Session session)
    {
        int view = session.HasView ? session.View : repository.CommitId;
        IEnumerable<ModelObject> starts = repository.Roots.Concat(session.Held)
            .Concat(session.Written.SelectMany(pair => pair.Value.All).Concat(session.Written.Keys))
            .Where(start => start.IsCommitted);
        CheckView(repository, view, starts, session.PassedOver);
    }

    /// <summary>What is left refers to nothing that is condemned: whoever lists instances could find it.</summary>
    public static void CheckCondemned(Repository repository)
    {
        foreach (int id in repository.Ids(repository.CommitId))
        {
            if (repository.DeadSet.Contains(id))
            {
                continue;
            }
            ModelObject left = repository.Find(id)!.Object;
            IEnumerable<ModelObject> referred = left.Last.References;
            if (left.Last.Key is { } key && IsThere(repository, key))
            {
                referred = referred.Append(left.Last.Value!);
            }
            ModelObject? gone = referred.FirstOrDefault(other => !IsThere(repository, other));
            Require(gone == null, $"(a) {left} is not condemned, but {gone}, to which it refers, is");
        }
    }

    /// <summary>Nothing is there but what the roots reach.</summary>
    public static void CheckNothingIsLeft(Repository repository)
    {
        HashSet<ModelObject> reached = Reach(repository.Roots, target => target.Last);
        ModelObject? left = repository.Ids(repository.CommitId).Select(id => repository.Find(id)!.Object).FirstOrDefault(target => !reached.Contains(target));
        Require(left == null, $"(d) {left} is not reachable and still there");
    }

    private static void CheckView(Repository repository, int view, IEnumerable<ModelObject> starts, HashSet<ModelObject> mayBeGone) =>
        Reach(starts, target =>
        {
            Contents? expected = target.At(view);
            Require(expected != null || mayBeGone.Contains(target), $"(a) {target} can be reached in view {view} and is gone");
            Place? place = repository.Find(target.Id, view);
            Require(expected == null || (place?.Object == target && place.Contents == expected), $"(b) view {view} does not have {target}");
            return expected;
        });

    /// <summary>All that can be reached; the value of an ephemeron only if its key is.</summary>
    private static HashSet<ModelObject> Reach(IEnumerable<ModelObject> starts, Func<ModelObject, Contents?> contentsOf)
    {
        HashSet<ModelObject> reached = [];
        List<Contents> ephemerons = [];
        Queue<ModelObject> queue = new(starts);
        HashSet<ModelObject> gone = [];
        do
        {
            while (queue.TryDequeue(out ModelObject? next))
            {
                if (gone.Contains(next) || !reached.Add(next))
                {
                    continue;
                }
                if (contentsOf(next) is not { } contents)
                {
                    gone.Add(next);
                    reached.Remove(next);
                    continue;
                }
                Array.ForEach(contents.References, queue.Enqueue);
                if (contents.Key != null)
                {
                    ephemerons.Add(contents);
                }
            }
            foreach (Contents ephemeron in ephemerons.Where(ephemeron => reached.Contains(ephemeron.Key!)))
            {
                queue.Enqueue(ephemeron.Value!);
            }
            ephemerons.RemoveAll(ephemeron => reached.Contains(ephemeron.Key!));
        }
        while (queue.Count > 0);
        return reached;
    }

    private static bool IsThere(Repository repository, ModelObject target) =>
        !repository.DeadSet.Contains(target.Id) && repository.Find(target.Id)?.Object == target;

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ModelFailedException(message);
        }
    }
}

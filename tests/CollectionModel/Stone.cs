namespace CollectionModel;

/// <summary>What the stone does, each method under its gate: commits, lookups by id, ballots, condemning and removal.</summary>
public sealed class Stone(ProtocolRules rules)
{
    private readonly List<int> _removing = [];
    private int? _mark;
    private int _lastRemovalEnd;

    /// <summary>Told what happens, when a seed is repeated to see why it failed.</summary>
    public Action<string>? Journal { get; init; }

    /// <summary>The rules it follows.</summary>
    public ProtocolRules Rules { get; } = rules;

    /// <summary>What it keeps.</summary>
    public Repository Repository { get; } = new(rules);

    /// <summary>Who is logged in.</summary>
    public List<Session> Sessions { get; } = [];

    /// <summary>What was touched since the running collection began; null when none is before its end.</summary>
    public TouchedSet? Touched { get; private set; }

    /// <summary>The last ballot of the running collection.</summary>
    public Ballot? Ballot { get; private set; }

    /// <summary>What happened since the epoch began.</summary>
    public EpochRecord Epoch { get; private set; } = new(0);

    /// <summary>The number of the last collection that began.</summary>
    public int RunNumber { get; private set; }

    /// <summary>Whether something is condemned and not all removed.</summary>
    public bool IsRemoving => _removing.Count > 0;

    /// <summary>Objects removed until now.</summary>
    public int RemovedCount { get; private set; }

    /// <summary>Whether something found by its id in a view has to be asked for.</summary>
    public bool MustAsk(int view) =>
        Rules.LookupsAsk && (Touched != null || IsRemoving || (Rules.LookupsInOldViewsAsk && view < _lastRemovalEnd));

    /// <summary>A collection begins: what is written is recorded.</summary>
    public void BeginRecording()
    {
        Touched = new TouchedSet(Rules);
        RunNumber++;
    }

    /// <summary>The collector's view. The epoch ends with it.</summary>
    public int RegisterMark(bool isEpoch, out EpochRecord ended)
    {
        ended = Epoch;
        _mark = Repository.RegisterView();
        Epoch = isEpoch ? new EpochRecord(_mark.Value) : Epoch;
        return _mark.Value;
    }

    /// <summary>Asks whoever is logged in.</summary>
    public void OpenBallot()
    {
        Ballot = new Ballot(Sessions);
        Sessions.ForEach(session => session.Named.Clear());
        Journal?.Invoke($"ballot of {string.Join(", ", Sessions)}");
    }

    /// <summary>A piece of the vote of a session that the open ballot asks.</summary>
    public void Vote(Session session, IEnumerable<int> ids, bool isLast)
    {
        Journal?.Invoke($"{session} votes {string.Join(' ', ids)}{(isLast ? "." : "")}");
        foreach (int id in Rules.Votes ? ids : [])
        {
            Touched!.Add(id);
        }
        if (isLast)
        {
            Ballot!.Leave(session);
        }
    }

    /// <summary>What a session holds in a view in which its vote does not count.</summary>
    public void Keep(Session session, IEnumerable<int> ids)
    {
        Journal?.Invoke($"{session} holds {string.Join(' ', ids)} in view {session.View}");
        session.Named.UnionWith(Rules.Votes ? ids : []);
        foreach (int id in Rules.KeepsWhatOldViewsName ? session.Named : [])
        {
            Touched!.Add(id);
        }
    }

    /// <summary>Goes on without those that have not voted.</summary>
    public void CloseBallot()
    {
        Ballot!.IsOpen = false;
        Journal?.Invoke($"ballot closes without {string.Join(", ", Ballot.Missing)}");
        foreach (ModelObject watched in Rules.HoldsWatched ? Sessions.SelectMany(session => session.Watched) : [])
        {
            Touched!.Add(watched.Id);
        }
    }

    /// <summary>Condemns, unless something of it was touched; then it has to be swept again. The run must be the one that goes on.</summary>
    public bool TryCondemn(int run, IReadOnlyCollection<int> dead)
    {
        if (Ballot?.IsOpen != false || (run != RunNumber && Rules.CondemnsOfOwnRun))
        {
            return false;
        }
        if (Rules.ChecksWhenCondemning && Touched!.Ids.Any(dead.Contains))
        {
            return false;
        }
        Journal?.Invoke($"condemned: {string.Join(' ', dead)}");
        if (Sessions.Find(session => session.Named.Overlaps(dead)) is { } loser)
        {
            throw new ModelFailedException($"(b) what {loser} has named is condemned");
        }
        foreach (Session session in Ballot.Missing)
        {
            session.PassedOver.UnionWith(dead.Select(id => Repository.Find(id)?.Object).OfType<ModelObject>());
        }
        if (Rules.CondemnsAtOnce)
        {
            Repository.DeadSet.UnionWith(dead);
        }
        _removing.AddRange(dead);
        EndRun();
        return true;
    }

    /// <summary>Removes the next of what is condemned.</summary>
    public void RemoveSlice(int count)
    {
        int[] slice = [.. _removing.Take(count)];
        Repository.DeadSet.UnionWith(slice);
        Repository.Remove(slice);
        Journal?.Invoke($"commit {Repository.CommitId} removes {string.Join(' ', slice)}");
        RemovedCount += slice.Length;
        _removing.RemoveRange(0, slice.Length);
        if (!IsRemoving)
        {
            if (!Rules.IdsAreUsedOnce)
            {
                Repository.FreeIds(Repository.DeadSet);
            }
            Repository.DeadSet.Clear();
            _lastRemovalEnd = Repository.CommitId;
        }
    }

    /// <summary>The collector has ended: what it knew is forgotten, what is condemned is not.</summary>
    public void EndRun()
    {
        if (_mark is { } mark)
        {
            Repository.ReleaseView(mark);
        }
        _mark = null;
        Touched = null;
        Ballot = null;
    }

    /// <summary>The stone starts again. Only the repository is what it was, the dead set with it.</summary>
    public void Crash()
    {
        foreach (Session session in Sessions.ToArray())
        {
            session.End();
        }
        EndRun();
        Epoch = new EpochRecord(Rules.EpochEndsAtCrash ? Repository.CommitId : Epoch.BeginCommit);
        Journal?.Invoke($"crash, {string.Join(' ', Repository.DeadSet)} are condemned");
        _removing.Clear();
        if (!Rules.KeepsDeadSet)
        {
            Repository.DeadSet.Clear();
        }
        _removing.AddRange(Repository.DeadSet);
    }

    /// <summary>Somebody found an object by its id: false when it is gone; else it is kept.</summary>
    public bool Revive(int id)
    {
        if ((Rules.CondemnedIsGone && Repository.DeadSet.Contains(id)) || (Rules.RemovedIsGone && Repository.Find(id) == null))
        {
            return false;
        }
        Touched?.Add(id);
        return true;
    }

    /// <summary>Commits, or says because of what not.</summary>
    public CommitOutcome Commit(Session session, IReadOnlyDictionary<ModelObject, Contents> writes)
    {
        foreach ((ModelObject written, Contents contents) in writes)
        {
            CommitStatus status = CheckWrite(session, written);
            if (status != CommitStatus.Committed)
            {
                return new CommitOutcome(status, written);
            }
            ModelObject? gone = contents.All.FirstOrDefault(referred => Rules.CommitsCheckReferences && !writes.ContainsKey(referred) && IsGone(referred.Id));
            if (gone != null)
            {
                return new CommitOutcome(CommitStatus.Collected, gone);
            }
        }
        Touched?.AddCommit(writes);
        Epoch.Add(writes.Keys);
        Repository.Commit(writes);
        Journal?.Invoke($"{session} makes commit {Repository.CommitId}: {string.Join(", ", writes.Select(pair => $"{pair.Key.Id} -> {pair.Value}"))}");
        return new CommitOutcome(CommitStatus.Committed);
    }

    private CommitStatus CheckWrite(Session session, ModelObject written)
    {
        Place? now = Repository.Find(written.Id);
        if (IsCondemned(written.Id))
        {
            return CommitStatus.Collected;
        }
        if (now == null)
        {
            bool isNew = session.HasLeased(written.Id) && (!Rules.RemovedIsNeverNew || !written.IsCommitted);
            return isNew ? CommitStatus.Committed : CommitStatus.Collected;
        }
        bool hasChanged = now != Repository.Find(written.Id, session.View) && now.CommitId > session.View;
        return hasChanged ? CommitStatus.Conflict : CommitStatus.Committed;
    }

    private bool IsGone(int id) => IsCondemned(id) || Repository.Find(id) == null;

    private bool IsCondemned(int id) => Rules.CommitsCheckCondemned && Repository.DeadSet.Contains(id);
}

namespace CollectionModel;

/// <summary>
/// Object table, places and views. The table of each commit can be read; a place is used again when no view lies between its
/// birth and its retirement.
/// </summary>
public sealed class Repository
{
    /// <summary>Ids of the roots, which are never candidates for removal.</summary>
    public const int RootCount = 4;

    private readonly ProtocolRules _rules;
    private readonly List<List<TableEntry>> _table = [];
    private readonly List<Place> _retired = [];
    private readonly List<int> _views = [];
    private readonly Stack<int> _freeIds = [];

    /// <summary>A repository with roots that refer to nothing.</summary>
    public Repository(ProtocolRules rules)
    {
        _rules = rules;
        Roots = [.. Enumerable.Range(0, RootCount).Select(_ => new ModelObject(NewId()))];
        Commit(Roots.ToDictionary(root => root, _ => Contents.Empty));
    }

    /// <summary>The roots.</summary>
    public ModelObject[] Roots { get; }

    /// <summary>The newest commit.</summary>
    public int CommitId { get; private set; }

    /// <summary>The first id that was never leased.</summary>
    public int NextId => _table.Count;

    /// <summary>What is condemned and not yet removed, with what was removed of it: an object of the repository, so no crash forgets it.</summary>
    public HashSet<int> DeadSet { get; } = [];

    /// <summary>An id for a new object.</summary>
    public int NewId()
    {
        if (_freeIds.TryPop(out int id))
        {
            return id;
        }
        _table.Add([]);
        return _table.Count - 1;
    }

    /// <summary>Ids that the mutant of reuse gives again.</summary>
    public void FreeIds(IEnumerable<int> ids)
    {
        foreach (int id in ids)
        {
            _freeIds.Push(id);
        }
    }

    /// <summary>Keeps what the newest commit has until it is released.</summary>
    public int RegisterView()
    {
        _views.Add(CommitId);
        return CommitId;
    }

    /// <summary>Ends a view.</summary>
    public void ReleaseView(int view) => _views.Remove(view);

    /// <summary>Where an id is in a view; null when it is not there.</summary>
    public Place? Find(int id, int view)
    {
        List<TableEntry> entries = _table[id];
        for (int i = entries.Count - 1; i >= 0; i--)
        {
            if (entries[i].FromCommit <= view)
            {
                return entries[i].Place;
            }
        }
        return null;
    }

    /// <summary>Where an id is now.</summary>
    public Place? Find(int id) => Find(id, CommitId);

    /// <summary>The ids of a view.</summary>
    public IEnumerable<int> Ids(int view) => Enumerable.Range(0, _table.Count).Where(id => Find(id, view) != null);

    /// <summary>Whether an id was given, and nothing was committed under it yet.</summary>
    public bool IsUnused(int id) => _table[id].Count == 0;

    /// <summary>Commits what a session wrote.</summary>
    public void Commit(IReadOnlyDictionary<ModelObject, Contents> writes)
    {
        CommitId++;
        foreach ((ModelObject written, Contents contents) in writes)
        {
            Put(written, contents, CommitId);
            written.Add(CommitId, contents);
        }
    }

    /// <summary>A commit of the stone's own that moves a record and leaves its commit as it is.</summary>
    public void Move(int id)
    {
        Place place = Find(id)!;
        CommitId++;
        Put(place.Object, place.Contents, _rules.KeepsCommitOfMoved ? place.CommitId : CommitId);
    }

    /// <summary>A commit of the stone's own that takes objects out of the table.</summary>
    public void Remove(IEnumerable<int> ids)
    {
        CommitId++;
        foreach (int id in ids)
        {
            if (Find(id, CommitId - 1) is { } place)
            {
                place.Object.RemovedAt = CommitId;
                SetEntry(id, null, !_rules.RemovedPlacesWait);
            }
        }
    }

    private void Put(ModelObject written, Contents contents, int recordCommitId)
    {
        Place place = Allocate(written, contents);
        place.CommitId = recordCommitId;
        place.Birth = CommitId;
        place.Retired = int.MaxValue;
        SetEntry(written.Id, place, isFreeAtOnce: false);
    }

    private Place Allocate(ModelObject written, Contents contents)
    {
        int index = _retired.FindIndex(IsFree);
        if (index < 0)
        {
            return new Place { Object = written, Contents = contents };
        }
        Place place = _retired[index];
        _retired.RemoveAt(index);
        place.Object = written;
        place.Contents = contents;
        return place;
    }

    private bool IsFree(Place place)
    {
        foreach (int view in _views)
        {
            if (view >= place.Birth && view < place.Retired && _rules.PlacesWaitForViews)
            {
                return false;
            }
        }
        return true;
    }

    private void SetEntry(int id, Place? place, bool isFreeAtOnce)
    {
        List<TableEntry> entries = _table[id];
        if (entries.Count > 0 && entries[^1].Place is { } former)
        {
            former.Retired = isFreeAtOnce ? former.Birth : CommitId;
            _retired.Add(former);
        }
        entries.Add(new TableEntry(CommitId, place));
    }
}

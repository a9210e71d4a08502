namespace CollectionModel;

/// <summary>What commits, votes, lookups and watches touched since a collection began: none of it may be condemned.</summary>
public sealed class TouchedSet(ProtocolRules rules)
{
    private readonly HashSet<int> _ids = [];
    private readonly Dictionary<int, Contents> _last = [];

    /// <summary>All of it.</summary>
    public IEnumerable<int> Ids => _ids.Concat(_last.SelectMany(pair => pair.Value.All.Select(referred => referred.Id).Append(pair.Key)));

    /// <summary>Adds one.</summary>
    public void Add(int id) => _ids.Add(id);

    /// <summary>Adds what a commit writes, and what that refers to.</summary>
    public void AddCommit(IReadOnlyDictionary<ModelObject, Contents> writes)
    {
        foreach ((ModelObject written, Contents contents) in writes)
        {
            if (!rules.SweepsCommits)
            {
                return;
            }
            if (!rules.SweepsEachVersion)
            {
                _last[written.Id] = contents;
                continue;
            }
            _ids.Add(written.Id);
            foreach (ModelObject referred in contents.All)
            {
                _ids.Add(referred.Id);
            }
        }
    }
}

namespace CrashSimulation;

/// <summary>What the repository has to hold: for each object all its versions, so that every view can be checked.</summary>
public sealed class RepositoryModel
{
    private readonly Dictionary<ulong, List<ModelVersion>> _objects = [];
    private readonly List<ulong> _ids = [];

    /// <summary>Number of objects that ever existed.</summary>
    public int Count => _ids.Count;

    /// <summary>Outcomes by request id.</summary>
    public Dictionary<Guid, ulong> Outcomes { get; } = [];

    /// <summary>One of the objects that ever existed.</summary>
    public ulong IdAt(int index) => _ids[index];

    /// <summary>Adds a version; commits come in ascending order for each object.</summary>
    public void Add(ulong id, ModelVersion version)
    {
        if (!_objects.TryGetValue(id, out List<ModelVersion>? versions))
        {
            _objects[id] = versions = [];
            _ids.Add(id);
        }
        versions.Add(version);
    }

    /// <summary>The version that a view of a commit shows; null when there is none.</summary>
    public ModelVersion? Find(ulong id, ulong commitId)
    {
        ModelVersion? found = null;
        foreach (ModelVersion version in _objects.GetValueOrDefault(id, []))
        {
            if (version.CommitId <= commitId)
            {
                found = version;
            }
        }
        return found is { Stamp: 0 } ? null : found;
    }

    /// <summary>The last version, removal included; null when the object never existed.</summary>
    public ModelVersion? Last(ulong id) => _objects.TryGetValue(id, out List<ModelVersion>? versions) ? versions[^1] : null;

    /// <summary>Forgets commits that a crash has undone.</summary>
    public void TruncateAfter(ulong commitId)
    {
        foreach ((ulong id, List<ModelVersion> versions) in _objects.ToList())
        {
            versions.RemoveAll(version => version.CommitId > commitId);
            if (versions.Count == 0)
            {
                _objects.Remove(id);
            }
        }
        _ids.RemoveAll(id => !_objects.ContainsKey(id));
        foreach ((Guid request, ulong commit) in Outcomes.ToList())
        {
            if (commit > commitId)
            {
                Outcomes.Remove(request);
            }
        }
    }
}

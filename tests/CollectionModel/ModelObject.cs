using System.Runtime.InteropServices;

namespace CollectionModel;

/// <summary>
/// An object as it truly is: its identity is this .NET object, its history is never lost. What the model's repository says
/// under an id is compared with it.
/// </summary>
public sealed class ModelObject(int id)
{
    private readonly List<(int CommitId, Contents Contents)> _versions = [];

    /// <summary>The id under which the repository has it.</summary>
    public int Id { get; } = id;

    /// <summary>Whether it was ever committed.</summary>
    public bool IsCommitted => _versions.Count > 0;

    /// <summary>The commit of its removal.</summary>
    public int RemovedAt { get; set; } = int.MaxValue;

    /// <summary>The commit that wrote it last.</summary>
    public int LastCommitId => _versions[^1].CommitId;

    /// <summary>Its newest committed contents.</summary>
    public Contents Last => _versions[^1].Contents;

    /// <summary>Notes what a commit wrote.</summary>
    public void Add(int commitId, Contents contents) => _versions.Add((commitId, contents));

    /// <summary>What a view of a commit shows of it; null when it is not there.</summary>
    public Contents? At(int view)
    {
        if (view >= RemovedAt)
        {
            return null;
        }
        ReadOnlySpan<(int CommitId, Contents Contents)> versions = CollectionsMarshal.AsSpan(_versions);
        for (int i = versions.Length - 1; i >= 0; i--)
        {
            if (versions[i].CommitId <= view)
            {
                return versions[i].Contents;
            }
        }
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"object {Id}";
}

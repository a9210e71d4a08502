namespace CollectionModel;

/// <summary>What happened since an epoch began.</summary>
/// <param name="BeginCommit">The newest commit then: what is older is no candidate.</param>
public sealed record EpochRecord(int BeginCommit)
{
    /// <summary>Ids that were created.</summary>
    public HashSet<int> Created { get; } = [];

    /// <summary>Ids of older objects that were written.</summary>
    public HashSet<int> Written { get; } = [];

    /// <summary>Notes a commit, before it is made.</summary>
    public void Add(IEnumerable<ModelObject> writes)
    {
        foreach (ModelObject written in writes)
        {
            if (!written.IsCommitted)
            {
                Created.Add(written.Id);
            }
            else if (!Created.Contains(written.Id))
            {
                Written.Add(written.Id);
            }
        }
    }
}

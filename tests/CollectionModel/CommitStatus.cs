namespace CollectionModel;

/// <summary>How a commit ended.</summary>
public enum CommitStatus
{
    /// <summary>All was written.</summary>
    Committed,

    /// <summary>Another session wrote the culprit first.</summary>
    Conflict,

    /// <summary>The culprit was condemned or removed by a collection.</summary>
    Collected,
}

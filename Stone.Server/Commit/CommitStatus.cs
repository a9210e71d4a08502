namespace Stone.Server.Commit;

/// <summary>How a commit request ended.</summary>
public enum CommitStatus
{
    /// <summary>It is committed, and durable if the settings say so.</summary>
    Committed,

    /// <summary>Another session's commit came first; nothing was changed.</summary>
    Conflict,

    /// <summary>The request is wrong; nothing was changed.</summary>
    Refused,

    /// <summary>There is no room on disk or in the extent; nothing was changed.</summary>
    Full,
}

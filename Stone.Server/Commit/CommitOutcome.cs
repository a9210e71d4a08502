namespace Stone.Server.Commit;

/// <summary>What became of a commit request.</summary>
public sealed record CommitOutcome
{
    /// <summary>How it ended.</summary>
    public required CommitStatus Status { get; init; }

    /// <summary>Committed: the commit it became, or the current one when there was nothing to commit.</summary>
    public ulong CommitId { get; init; }

    /// <summary>Conflict: the objects, at most <see cref="ConflictsListed"/> of them.</summary>
    public IReadOnlyList<CommitConflict> Conflicts { get; init; } = [];

    /// <summary>Refused or full: one line that says why and names the object.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Refused: the object that the reason names, 0 for none.</summary>
    public ulong ObjectId { get; init; }

    /// <summary>The most conflicts that are listed.</summary>
    public const int ConflictsListed = 1000;

    internal static CommitOutcome Committed(ulong commitId) => new() { Status = CommitStatus.Committed, CommitId = commitId };

    internal static CommitOutcome Refused(string reason, ulong objectId = 0) =>
        new() { Status = CommitStatus.Refused, Reason = reason, ObjectId = objectId };

    internal static CommitOutcome Full(string reason) => new() { Status = CommitStatus.Full, Reason = reason };
}

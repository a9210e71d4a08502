namespace Stone.Server.Commit;

/// <summary>An object because of which a commit failed.</summary>
/// <param name="ObjectId">The object.</param>
/// <param name="CommitId">The commit that changed or removed it; 0 when it was removed.</param>
/// <param name="SessionId">The session that made that commit; 0 when it is no longer known.</param>
/// <param name="Kind">In which way the two are in conflict.</param>
public readonly record struct CommitConflict(ulong ObjectId, ulong CommitId, ulong SessionId, ConflictKind Kind);

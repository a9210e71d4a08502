namespace Stone.Server.Commit;

/// <summary>What one commit wrote.</summary>
/// <param name="CommitId">The commit.</param>
/// <param name="SessionId">The session that made it.</param>
/// <param name="TimeMicroseconds">When, microseconds since 1970, UTC.</param>
/// <param name="ObjectIds">The objects.</param>
internal readonly record struct WriteSet(ulong CommitId, ulong SessionId, long TimeMicroseconds, ulong[] ObjectIds);

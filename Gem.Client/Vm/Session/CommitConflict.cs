namespace Gem.Vm.Session;

/// <summary>One object over which a commit failed.</summary>
/// <param name="Kind">What kind of conflict it is.</param>
/// <param name="ObjectId">The object; of a collection its head, never one of its nodes.</param>
/// <param name="OtherSession">The session that committed it first, or 0 when that is not known any more.</param>
/// <param name="TimeMicroseconds">When it did, microseconds since 1970, UTC; 0 when that is not known.</param>
public readonly record struct CommitConflict(ConflictKind Kind, ulong ObjectId, int OtherSession, long TimeMicroseconds = 0);

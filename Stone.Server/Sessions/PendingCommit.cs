using Stone.Server.Commit;

namespace Stone.Server.Sessions;

/// <summary>A session's commit on its way through a batch.</summary>
/// <param name="Session">Whose it is.</param>
/// <param name="Request">What the engine gets: the session's view and its staged records.</param>
public readonly record struct PendingCommit(GemSession Session, CommitRequest Request);

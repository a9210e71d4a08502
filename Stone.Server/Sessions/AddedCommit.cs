using Stone.Server.Commit;

namespace Stone.Server.Sessions;

/// <summary>A session's commit in a batch, to be answered when the batch is published.</summary>
/// <param name="Session">Whose it is.</param>
/// <param name="Outcome">What became of it.</param>
public readonly record struct AddedCommit(GemSession Session, CommitOutcome Outcome);

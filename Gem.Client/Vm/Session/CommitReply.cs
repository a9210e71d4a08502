namespace Gem.Vm.Session;

/// <summary>What the stone answered to a commit.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Change">The move of the view that came with it; empty unless committed.</param>
/// <param name="Conflicts">The objects in conflict; empty unless that was the outcome.</param>
/// <param name="Message">The reason of a refusal in one line, otherwise empty.</param>
public readonly record struct CommitReply(
    CommitOutcome Outcome, ViewChange Change, IReadOnlyList<CommitConflict> Conflicts, string Message);

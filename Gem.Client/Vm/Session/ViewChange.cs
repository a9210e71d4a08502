namespace Gem.Vm.Session;

/// <summary>How a move of the view changed what is committed, as seen by the session that moved.</summary>
/// <param name="OldCommitId">The commit that the view showed before.</param>
/// <param name="NewCommitId">The commit that it shows now; equal to the old one when nothing happened.</param>
/// <param name="ChangedIds">
/// Ids of objects written, made or removed between the two, without order and maybe more than once; of what this session
/// committed with the move those that others wrote since, maybe all. Empty when not complete.
/// </param>
/// <param name="IsComplete">
/// False when there were too many to list: the gem then compares each object it has loaded with its record in the new view.
/// </param>
public readonly record struct ViewChange(ulong OldCommitId, ulong NewCommitId, ReadOnlyMemory<ulong> ChangedIds, bool IsComplete)
{
    /// <summary>The view is where it was.</summary>
    public bool IsEmpty => OldCommitId == NewCommitId;

    /// <summary>No move at all.</summary>
    public static ViewChange None(ulong commitId) => new(commitId, commitId, default, true);
}

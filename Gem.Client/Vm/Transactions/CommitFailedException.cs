namespace Gem.Vm.Transactions;

/// <summary>
/// Another session committed first. The session keeps its changes; it must abort before it can commit again.
/// </summary>
public sealed class CommitFailedException(IReadOnlyList<TransactionConflict> conflicts, string message) : Exception(message)
{
    /// <summary>The objects in conflict.</summary>
    public IReadOnlyList<TransactionConflict> Conflicts { get; } = conflicts;
}

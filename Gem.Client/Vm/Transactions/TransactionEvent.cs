namespace Gem.Vm.Transactions;

/// <summary>A moment of a session's transactions. Those nested in another have none.</summary>
public enum TransactionEvent
{
    /// <summary>Before a commit. What raises here keeps it from being tried.</summary>
    BeforeCommit,

    /// <summary>A commit has succeeded; the view shows it.</summary>
    AfterCommit,

    /// <summary>Before what was written is given up.</summary>
    BeforeAbort,

    /// <summary>What was written is given up; the view is the newest.</summary>
    AfterAbort,
}

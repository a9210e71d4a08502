namespace Gem.Vm.Transactions;

/// <summary>When a session is in a transaction (GemStone's <c>System transactionMode:</c>).</summary>
public enum TransactionMode
{
    /// <summary>Always: commit and abort begin the next one.</summary>
    AutoBegin,

    /// <summary>From a begin to the commit or abort. Outside nothing can be committed, and a begin takes the newest view.</summary>
    ManualBegin,

    /// <summary>Never.</summary>
    Transactionless,
}

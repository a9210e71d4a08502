using Gem.Vm.Transactions;

namespace Kernel.Smalltalk;

/// <summary>The session that System's messages act on.</summary>
public interface ISmalltalkSession
{
    /// <summary>The session's number.</summary>
    int SessionId { get; }

    /// <summary>Who is logged in.</summary>
    string UserId { get; }

    /// <summary>Whether persistent objects have changed.</summary>
    bool NeedsCommit { get; }

    /// <summary>What stood against the last commit.</summary>
    IReadOnlyList<TransactionConflict> Conflicts { get; }

    /// <summary>How many transactions are open, one in the other; 0 outside, -1 without transactions.</summary>
    int TransactionLevel { get; }

    /// <summary>When a transaction begins: autoBegin, manualBegin or transactionless.</summary>
    string TransactionMode { get; }

    /// <summary>Sets it, and takes back uncommitted changes; false when there is no such mode.</summary>
    bool SetTransactionMode(string mode);

    /// <summary>Commits; false when it was refused.</summary>
    /// <exception cref="OutsideOfTransactionException">No transaction is open.</exception>
    bool Commit();

    /// <summary>Begins a transaction in the newest view.</summary>
    /// <exception cref="OutsideOfTransactionException">The session is without transactions.</exception>
    void Begin();

    /// <summary>Begins a transaction in the open one.</summary>
    /// <exception cref="OutsideOfTransactionException">None is open.</exception>
    /// <exception cref="TooManyLevelsException">Too many are.</exception>
    void BeginNested();

    /// <summary>Moves to the newest view with all changes; false when another session has changed some of what is changed here.</summary>
    /// <exception cref="OutsideOfTransactionException">No transaction is open.</exception>
    bool Continue();

    /// <summary>Takes back uncommitted changes and moves to the newest view.</summary>
    void Abort();
}

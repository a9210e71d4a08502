using Gem.Vm;
using Gem.Vm.Memory;
using Gem.Vm.Transactions;

namespace Kernel.Smalltalk;

/// <summary>System's messages on the VM's own session: its transaction, or nothing to do without a repository.</summary>
internal sealed class TransactionSession(VirtualMachine vm) : ISmalltalkSession
{
    private static readonly Dictionary<string, TransactionMode> Named = new()
    {
        ["autoBegin"] = Gem.Vm.Transactions.TransactionMode.AutoBegin,
        ["manualBegin"] = Gem.Vm.Transactions.TransactionMode.ManualBegin,
        ["transactionless"] = Gem.Vm.Transactions.TransactionMode.Transactionless,
    };

    private IReadOnlyList<TransactionConflict> _conflicts = [];

    public int SessionId => vm.Memory.Store?.SessionId ?? 0;

    public string UserId { get; set; } = Environment.UserName;

    public bool NeedsCommit => vm.Memory.Store is not null && vm.Transaction.NeedsCommit;

    public IReadOnlyList<TransactionConflict> Conflicts => _conflicts;

    public int TransactionLevel => vm.Memory.Store is null ? 0 : vm.Transaction.Level;

    public string TransactionMode => Named.First(named => named.Value == vm.Transaction.Mode).Key;

    public bool SetTransactionMode(string mode)
    {
        if (!Named.TryGetValue(mode, out TransactionMode wanted))
        {
            return false;
        }

        if (vm.Memory.Store is not null)
        {
            vm.Transaction.SetMode(wanted);
        }

        return true;
    }

    public bool Commit() => Try(transaction => transaction.Commit());

    public bool Continue() => Try(transaction => transaction.Continue());

    public void Begin() => Do(transaction => transaction.Begin());

    public void BeginNested() => Do(transaction => transaction.BeginNested());

    private void Do(Action<SessionTransaction> step)
    {
        _conflicts = [];
        if (vm.Memory.Store is not null)
        {
            step(vm.Transaction);
        }
    }

    private bool Try(Action<SessionTransaction> step)
    {
        try
        {
            Do(step);
            return true;
        }
        catch (CommitFailedException failed)
        {
            _conflicts = failed.Conflicts;
            return false;
        }
        catch (CommitRefusedException)
        {
            return false;
        }
    }

    public void Abort() => Do(transaction => transaction.Abort());
}

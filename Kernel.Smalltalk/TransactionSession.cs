using Gem.Vm;
using Gem.Vm.Memory;
using Gem.Vm.Transactions;
using Gem.Vm.Values;

namespace Kernel.Smalltalk;

/// <summary>System's messages on the VM's own session: its transaction, or nothing to do without a repository.</summary>
internal sealed class TransactionSession(VirtualMachine vm) : ISmalltalkSession
{
    private List<Value> _conflicts = [];

    public int SessionId => vm.Memory.Store?.SessionId ?? 0;

    public string UserId { get; set; } = Environment.UserName;

    public bool NeedsCommit => vm.Memory.Store is not null && vm.Transaction.NeedsCommit;

    public IReadOnlyList<Value> Conflicts => _conflicts;

    public bool Commit()
    {
        _conflicts = [];
        if (vm.Memory.Store is null)
        {
            return true;
        }

        try
        {
            vm.Transaction.Commit();
            return true;
        }
        catch (CommitFailedException failed)
        {
            _conflicts = [.. failed.Conflicts.Select(conflict => conflict.Object)];
            return false;
        }
        catch (CommitRefusedException)
        {
            return false;
        }
    }

    public void Abort()
    {
        _conflicts = [];
        if (vm.Memory.Store is not null)
        {
            vm.Transaction.Abort();
        }
    }
}

using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Transactions;

/// <summary>What a program has this VM do before and after commits and aborts, whoever asks for those. It lasts as long as the VM.</summary>
public sealed class TransactionHooks
{
    private readonly List<(TransactionEvent Event, Value Callable)> _hooks = [];
    private bool _isRunning;

    /// <summary>Has a moment call something, after what it calls already.</summary>
    public void Add(TransactionEvent moment, Value callable) => _hooks.Add((moment, callable));

    /// <summary>Has no moment call something any more; whether one did.</summary>
    public bool Remove(Value callable) => _hooks.RemoveAll(hook => Value.Same(hook.Callable, callable)) > 0;

    /// <summary>Calls what is to be called at a moment. A commit or abort that one of them asks for calls nothing.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="vm">The VM.</param>
    /// <param name="thread">The thread that asked for the commit or abort; null when it was no program.</param>
    /// <exception cref="GuestException">What one of them raised; those after it are not called.</exception>
    /// <exception cref="CommitRefusedException">The same before a commit that no program asked for.</exception>
    internal void Run(TransactionEvent moment, VirtualMachine vm, VmThread? thread)
    {
        if (_hooks.Count == 0 || _isRunning)
        {
            return;
        }

        _isRunning = true;
        try
        {
            foreach ((TransactionEvent when, Value callable) in _hooks.ToArray())
            {
                if (when == moment)
                {
                    (thread ?? vm.MainThread).Send(callable, vm.Selectors.Call);
                }
            }
        }
        catch (Exception error) when (thread is null && error is GuestException or UnwindException)
        {
            if (moment == TransactionEvent.BeforeCommit)
            {
                throw new CommitRefusedException($"a hook raised {ObjectDescription.Of(vm.MainThread, Unwinder.Of(vm.MainThread, error).Exception)}");
            }
        }
        finally
        {
            _isRunning = false;
        }
    }
}

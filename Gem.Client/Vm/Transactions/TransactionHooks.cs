using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Transactions;

/// <summary>What a program has this VM do before and after commits and aborts, whoever asks for those. It lasts as long as the VM.</summary>
public sealed class TransactionHooks
{
    private readonly List<(TransactionEvent Event, Value Callable)> _hooks = [];

    /// <summary>Has a moment call something, after what it calls already.</summary>
    public void Add(TransactionEvent moment, Value callable) => _hooks.Add((moment, callable));

    /// <summary>Has no moment call something any more; whether one did.</summary>
    public bool Remove(Value callable) => _hooks.RemoveAll(hook => Value.Same(hook.Callable, callable)) > 0;

    /// <summary>Calls what is to be called at a moment.</summary>
    /// <exception cref="GuestException">What one of them raised; those after it are not called.</exception>
    internal void Run(TransactionEvent moment, VmThread thread)
    {
        if (_hooks.Count == 0)
        {
            return;
        }

        foreach ((TransactionEvent when, Value callable) in _hooks.ToArray())
        {
            if (when == moment)
            {
                thread.Send(callable, thread.Vm.Selectors.Call);
            }
        }
    }
}

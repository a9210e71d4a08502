using System.Collections.Concurrent;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// What other threads raise in a thread (an exception, or its end), and the classes of them that the thread puts off
/// (Thread.handle_interrupt in Ruby).
/// </summary>
public sealed class InterruptQueue
{
    /// <summary>Exceptions, and null for the thread's end.</summary>
    private readonly ConcurrentQueue<HeapObject?> _pending = new();
    private readonly List<(ClassObject Class, InterruptTiming Timing)[]> _masks = [];

    /// <summary>True when one waits.</summary>
    public bool IsPending => !_pending.IsEmpty;

    /// <summary>True when one of a class waits.</summary>
    public bool IsPendingOf(VirtualMachine vm, ClassObject @class) => _pending.Any(interrupt => vm.Hierarchy.IsKindOf(ClassOf(vm, interrupt), @class));

    /// <summary>Adds an exception, or Undefined for the thread's end.</summary>
    public void Add(Value interrupt) => _pending.Enqueue(interrupt.IsUndefined ? null : interrupt.Ref);

    /// <summary>Puts classes of interrupts off, or lets them come, until <see cref="Unmask"/>.</summary>
    public void Mask((ClassObject Class, InterruptTiming Timing)[] mask) => _masks.Add(mask);

    /// <summary>Takes the latest mask back.</summary>
    public void Unmask() => _masks.RemoveAt(_masks.Count - 1);

    /// <summary>Throws the first that may come now.</summary>
    /// <exception cref="UnwindException">What another thread raised.</exception>
    internal void Deliver(VmThread current, bool isWaiting)
    {
        if (_pending.IsEmpty)
        {
            return;
        }

        for (int count = _pending.Count; count > 0 && _pending.TryDequeue(out HeapObject? interrupt); count--)
        {
            InterruptTiming timing = TimingOf(current.Vm, interrupt);
            if (timing == InterruptTiming.Immediate || (timing == InterruptTiming.OnBlocking && isWaiting))
            {
                throw new UnwindException(interrupt is null ? new Unwinding() : Unwinder.Raise(current, new Value(interrupt, 0)));
            }

            _pending.Enqueue(interrupt);
        }
    }

    private static ClassObject ClassOf(VirtualMachine vm, HeapObject? interrupt) => interrupt is null ? vm.Classes.Integer : vm.ClassOf(new Value(interrupt, 0));

    private InterruptTiming TimingOf(VirtualMachine vm, HeapObject? interrupt)
    {
        ClassObject @class = ClassOf(vm, interrupt);
        for (int i = _masks.Count - 1; i >= 0; i--)
        {
            foreach ((ClassObject masked, InterruptTiming timing) in _masks[i])
            {
                if (vm.Hierarchy.IsKindOf(@class, masked))
                {
                    return timing;
                }
            }
        }

        return InterruptTiming.Immediate;
    }
}

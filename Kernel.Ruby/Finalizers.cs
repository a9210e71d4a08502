using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby;

/// <summary>
/// Finalizers of ObjectSpace.define_finalizer: called with the object's id after this VM has lost the object, or at the
/// process's end. An object of the repository does not die with a VM's copy of it; its finalizers are called at the end.
/// </summary>
internal sealed class Finalizers(RubyRuntime runtime)
{
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<HeapObject, Guard> _guards = [];

    /// <summary>What was not called yet, in the order it was defined. It must not reach the objects.</summary>
    private readonly List<Pending> _pending = [];

    /// <summary>Adds a finalizer, unless the object has an equal one; answers the one that it has.</summary>
    public Value Add(VmThread thread, HeapObject target, Value finalizer)
    {
        Guard guard = _guards.GetValue(target, Watch);
        foreach (Value known in guard.Pending.Callables)
        {
            if (thread.Send(known, thread.Vm.Selectors.Equal, finalizer).IsTruthy)
            {
                return known;
            }
        }

        guard.Pending.Callables.Add(finalizer);
        return finalizer;
    }

    /// <summary>Removes an object's finalizers.</summary>
    public void Remove(HeapObject target)
    {
        if (_guards.TryGetValue(target, out Guard? guard))
        {
            _guards.Remove(target);
            _pending.Remove(guard.Pending);
            GC.SuppressFinalize(guard);
        }
    }

    /// <summary>At the end: calls all that are left, also those that these define.</summary>
    public void RunAll(VmThread thread)
    {
        while (_pending.Count > 0)
        {
            Run(thread, _pending[0]);
        }
    }

    private Guard Watch(HeapObject target)
    {
        Pending pending = new(runtime.Vm.Memory.IdOf(target) * 8);
        _pending.Add(pending);
        return new Guard(target, pending, this);
    }

    private void Run(VmThread thread, Pending due)
    {
        if (!_pending.Remove(due))
        {
            return;
        }

        foreach (Value finalizer in due.Callables)
        {
            Value error = RubyRuntime.Guard(thread, () => thread.Send(finalizer, thread.Vm.Symbols.Intern("call"), Value.FromInteger((long)due.ObjectId)));
            if (error.Ref is ExceptionObject exception && !runtime.Verbose.IsNil)
            {
                runtime.WriteError(thread, $"warning: Exception in finalizer {thread.InspectText(finalizer)}\n{ErrorReport.Text(thread, exception)}");
            }
        }
    }

    /// <summary>Finalizers that wait, and the object's id times 8, which Ruby calls its object_id.</summary>
    private sealed record Pending(ulong ObjectId)
    {
        public List<Value> Callables { get; } = [];
    }

    /// <summary>Reached from its object alone: the collector finds both dead together.</summary>
    private sealed class Guard(HeapObject target, Pending pending, Finalizers owner)
    {
        public Pending Pending => pending;

        ~Guard()
        {
            if (!target.IsCommitted)
            {
                owner.Announce(pending);
            }
        }
    }

    /// <summary>From the collector's thread.</summary>
    private void Announce(Pending due)
    {
        runtime.Vm.MainThread.Post(thread => Run(thread, due));
    }
}

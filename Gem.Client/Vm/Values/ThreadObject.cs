using System.Collections.Concurrent;
using Gem.Vm.Interpreter;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>A guest thread: a line of execution of its own, and those of its fibers. It cannot be committed.</summary>
public sealed class ThreadObject : HeapObject
{
    private readonly ConcurrentQueue<Action<VmThread>> _pendingActions = new();

    /// <summary>A thread around its first line of execution.</summary>
    internal ThreadObject(VmThread root)
    {
        Root = root;
        Current = root;
    }

    /// <summary>Its first line of execution.</summary>
    public VmThread Root { get; }

    /// <summary>The line that runs, or would when the thread has its turn: the root, or a fiber's.</summary>
    public VmThread Current { get; internal set; }

    /// <summary>Where the line that is left goes on; set while a switch is under way.</summary>
    internal FiberSwitch.Request Next;

    /// <summary>The fiber that waits on the native stack for its turn, above all others that do.</summary>
    internal FiberObject? Waiting;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.External;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer) => throw new NotPersistableException(this);

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader) => throw new InvalidOperationException("a thread has no record");

    /// <summary>Has an action run on this thread at its next poll; from any native thread.</summary>
    public void Post(Action<VmThread> action)
    {
        _pendingActions.Enqueue(action);
        Current.RequestPoll();
    }

    /// <summary>A line of this thread has its turn.</summary>
    internal void Enter(VmThread line)
    {
        Current = line;
        if (!_pendingActions.IsEmpty)
        {
            line.RequestPoll();
        }
    }

    /// <summary>Runs what was posted; an action may throw into the guest program.</summary>
    public void RunPendingActions(VmThread current)
    {
        while (_pendingActions.TryDequeue(out Action<VmThread>? action))
        {
            action(current);
        }
    }
}

using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// A coroutine: a block that runs on stacks of its own, between switches (<see cref="FiberSwitch"/>). It cannot be
/// committed.
/// </summary>
public sealed class FiberObject : HeapObject
{
    /// <summary>What it runs; null for a thread's own fiber and until it is given one.</summary>
    public ProcObject? Block;

    /// <summary>Where its block is written; null for a thread's own.</summary>
    public CompiledCode? Origin;

    /// <summary>What it was made with: variables that fibers made by it inherit; nil when there are none.</summary>
    public Value Storage = Value.Nil;

    /// <summary>Variables of this fiber alone (Thread#[]), a hash; nil when there are none.</summary>
    public Value Locals = Value.Nil;

    /// <summary>True when a program asked for one that blocks its thread.</summary>
    public bool IsBlocking;

    /// <summary>Its line of execution: null before it starts and after it has ended.</summary>
    internal VmThread? Line;

    /// <summary>The thread it belongs to.</summary>
    internal ThreadObject? Owner;

    // A fiber is mostly resumed by the same one again: the reference stays, so that a switch needs no write barrier for it.
    private FiberObject? _resumer;
    private FiberObject? _resumed;
    private bool _hasResumer;
    private bool _hasResumed;

    /// <summary>Who waits for what it yields; null when it runs by transfer, or not.</summary>
    internal FiberObject? Resumer
    {
        get => _hasResumer ? _resumer : null;
        set => _hasResumer = Keep(ref _resumer, value);
    }

    /// <summary>The fiber that this one has resumed and waits for.</summary>
    internal FiberObject? Resumed
    {
        get => _hasResumed ? _resumed : null;
        set => _hasResumed = Keep(ref _resumed, value);
    }

    /// <summary>It gave up its turn by yield, so that it may be resumed.</summary>
    internal bool IsYielding;

    /// <summary>It waits under C#'s frames: only the end of all that was begun above them can bring it back.</summary>
    internal bool IsUnderNativeFrames;

    /// <summary>Where it stands.</summary>
    public FiberState State { get; internal set; }

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.External;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer) => throw new NotPersistableException(this);

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader) => throw new InvalidOperationException("a fiber has no record");

    private static bool Keep(ref FiberObject? kept, FiberObject? value)
    {
        if (value is not null && kept != value)
        {
            kept = value;
        }

        return value is not null;
    }
}

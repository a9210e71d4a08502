using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// A coroutine: a block that runs on stacks of its own, between switches (<see cref="FiberSwitch"/>). One that waits is data, and
/// committed with its stack; one that runs, or waits under C#'s frames, can't be.
/// <code>
/// references  block, code it was written as, storage, locals, resumer, resumed; the stack's
/// bytes       state, flags; the stack's
/// </code>
/// </summary>
public sealed class FiberObject : HeapObject
{
    private const byte FlagBlocking = 1, FlagYielding = 2, FlagStack = 4, FlagHeld = 8;

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

    /// <summary>Its line of execution: null before it starts, after it has ended, and while its stack is data.</summary>
    internal VmThread? Line;

    /// <summary>Its stack, as it came from a record and until it goes on.</summary>
    internal SuspendedStack? Stack;

    /// <summary>The thread it belongs to; null when it came from a record: it will be the thread that gives it its turn.</summary>
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
    public override BodyKind Kind => BodyKind.Fiber;

    /// <summary>Why it is more than data, as the rest of a sentence that begins with it; null when it is not.</summary>
    internal string? Obstacle =>
        Line is null ? null
        : Line == Line.Owner.Root ? "is the one that its thread began with, which can't be committed"
        : State == FiberState.Resumed && Resumed is null ? "runs, and only a fiber that waits can be committed"
        : SuspendedStack.ObstacleIn(Line) ?? (IsUnderNativeFrames ? "waits under a primitive, which is not code that can be committed" : null);

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        string? obstacle = Obstacle;
        if (obstacle is not null && !writer.TakesWhole)
        {
            throw new NotPersistableException(this, obstacle);
        }

        writer.Object(Block);
        writer.Object(Origin);
        writer.Reference(Storage);
        writer.Reference(Locals);
        writer.Object(Resumer);
        writer.Object(Resumed);
        SuspendedStack? stack = Stack ?? (Line is not null && obstacle is null ? SuspendedStack.Take(Line) : null);
        writer.Byte((byte)State);
        writer.Byte((byte)((IsBlocking ? FlagBlocking : 0) | (IsYielding ? FlagYielding : 0) | (stack is null ? 0 : FlagStack)
            | (obstacle is null ? 0 : FlagHeld)));
        stack?.Write(writer);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        FiberState state = (FiberState)reader.Byte();
        byte flags = reader.Byte();
        if ((flags & FlagHeld) != 0)
        {
            // An image in memory of what is no data: it has gone on, or ended, and nothing brings it back.
            return;
        }

        if (Line is not null && (State == FiberState.Resumed || Obstacle is not null))
        {
            FiberSwitch.GoOnAsAnother(this);
        }

        Block = (ProcObject?)reader.Object();
        Origin = (CompiledCode?)reader.Object();
        Storage = reader.Reference();
        Locals = reader.Reference();
        Resumer = (FiberObject?)reader.Object();
        Resumed = (FiberObject?)reader.Object();
        State = state;
        IsBlocking = (flags & FlagBlocking) != 0;
        IsYielding = (flags & FlagYielding) != 0;
        Stack = (flags & FlagStack) != 0 ? SuspendedStack.Read(ref reader) : null;
        Line = null;
        Owner = null;
    }

    /// <summary>A fiber that waits becomes data, which belongs to no thread.</summary>
    internal void BecomeData()
    {
        Stack ??= Line is null ? null : SuspendedStack.Take(Line);
        Line = null;
        Owner = null;
    }

    /// <inheritdoc/>
    internal override void Unfault()
    {
        if ((Header & HeaderFlags.Clean) != 0 && State == FiberState.Suspended && Obstacle is null)
        {
            BecomeData();
        }

        Stack?.Unfault();
        base.Unfault();
    }

    /// <inheritdoc/>
    internal override void AddUnfaulted(List<ulong> ids)
    {
        Stack?.AddUnfaulted(ids);
        base.AddUnfaulted(ids);
    }

    private static bool Keep(ref FiberObject? kept, FiberObject? value)
    {
        if (value is not null && kept != value)
        {
            kept = value;
        }

        return value is not null;
    }
}

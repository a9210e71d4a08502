using Gem.Vm.Interpreter;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// The record of a thread: one that has stopped, with its stack; one that has ended, with its result. In every VM but its own a
/// stopped one is at rest: it is never run itself, but a thread of that VM's own goes on where it stands, and again another.
/// <code>
/// references  block, result, failure, locals; the stack's
/// bytes       state, flags, hindrance; the stack's
/// </code>
/// </summary>
public sealed partial class ThreadObject
{
    private const byte FlagStack = 1, FlagHeld = 2;

    private bool _hasStopped;
    private bool _isEnding;
    private Value _locals = Value.Nil;

    /// <summary>The stack of one at rest; else null.</summary>
    internal SuspendedStack? Stack { get; private set; }

    /// <summary>Why one at rest can only be looked at, as the rest of a sentence that begins with it; empty when it can go on.</summary>
    internal string Hindrance { get; private set; } = "";

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Thread;

    /// <summary>Variables of the fiber that it runs, or would: a hash, or nil.</summary>
    public Value Locals
    {
        get => Current?.Fiber is { } fiber ? fiber.Locals : _locals;
        set
        {
            _locals = value;
            if (Current is not null)
            {
                FiberSwitch.Of(Current).Locals = value;
            }
        }
    }

    /// <summary>Whether it runs in this VM; one of which the result is known does no more.</summary>
    private bool IsLive => !_isEnding && State is not (GuestThreadState.Created or GuestThreadState.Ended or GuestThreadState.AtRest);

    private string? Obstacle =>
        !IsLive ? null
        : !_hasStopped ? "runs, or waits for what this VM has: only a thread that has stopped, sleeps or has ended can be committed"
        : HeldLocks.Count > 0 ? "holds a lock, which can't be committed"
        : Current != Root ? "has stopped in a fiber, which can't be committed"
        : SuspendedStack.ObstacleIn(Root);

    /// <summary>A thread at rest where a line stands, whatever becomes of the line. One that is more than data can only be looked at.</summary>
    public static ThreadObject AtRest(VmThread line) => line.Vm.Adopt(
        new ThreadObject
        {
            State = GuestThreadState.AtRest,
            Block = line.Owner.Block,
            Stack = SuspendedStack.Take(line),
            Hindrance = SuspendedStack.ObstacleIn(line) ?? (line == line.Owner.Root ? "" : "stood in a fiber"),
            _locals = line.Fiber?.Locals ?? Value.Nil,
        },
        line.Vm.Classes.Thread);

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        string? obstacle = Obstacle;
        if (obstacle is not null && !writer.TakesWhole)
        {
            throw new NotPersistableException(this, obstacle);
        }

        writer.Object(Block);
        writer.Reference(Result);
        writer.Reference(Failure);
        writer.Reference(Locals);
        SuspendedStack? stack = Stack ?? (IsLive && obstacle is null ? SuspendedStack.Take(Root) : null);
        writer.Byte((byte)(IsLive ? GuestThreadState.AtRest : _isEnding ? GuestThreadState.Ended : State));
        writer.Byte((byte)((stack is null ? 0 : FlagStack) | (obstacle is null ? 0 : FlagHeld)));
        writer.Text(Hindrance);
        stack?.Write(writer);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        GuestThreadState state = (GuestThreadState)reader.Byte();
        byte flags = reader.Byte();
        if (IsLive || (flags & FlagHeld) != 0)
        {
            // What runs here goes on; its record is of where it stood once.
            return;
        }

        Block = (ProcObject?)reader.Object();
        Result = reader.Reference();
        Failure = reader.Reference();
        _locals = reader.Reference();
        State = state;
        Hindrance = reader.String();
        Stack = (flags & FlagStack) != 0 ? SuspendedStack.Read(ref reader) : null;
    }

    /// <summary>Its result is known, or its failure; what remains is to tell others of it.</summary>
    internal void NoteEnding() => _isEnding = true;

    /// <summary>The line that it runs, or for one at rest a line that stands there, to look at.</summary>
    public VmThread LineFor(VmThread who)
    {
        if (Stack is null)
        {
            return Current;
        }

        VmThread line = new(this, who);
        Stack.PutInto(line);
        return line;
    }

    /// <summary>One at rest will not go on any more.</summary>
    internal void EndAtRest()
    {
        State = GuestThreadState.Ended;
        Stack = null;
    }

    /// <inheritdoc/>
    internal override void Unfault()
    {
        Stack?.Unfault();
        base.Unfault();
    }

    /// <inheritdoc/>
    internal override void AddUnfaulted(List<ulong> ids)
    {
        Stack?.AddUnfaulted(ids);
        base.AddUnfaulted(ids);
    }
}

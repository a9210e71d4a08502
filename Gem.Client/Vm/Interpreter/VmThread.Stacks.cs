using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// The two stacks and how they grow. A stack that grows moves: who holds a reference into one must fetch it anew after
/// anything that may make room. The dispatch loop does when a call has moved them, and a run that C# has begun puts
/// the stacks of its caller back (<see cref="Execution"/>).
/// </summary>
public sealed unsafe partial class VmThread
{
    /// <summary>Values on a stack of full size.</summary>
    private const int MostValues = 1 << 18;

    /// <summary>Frames on a stack of full size.</summary>
    private const int MostFrames = 1 << 14;

    private const int FirstValues = 1 << 9;
    private const int FirstFrames = 1 << 5;

    /// <summary>Values kept free at the end of a full stack for the handlers that run after an overflow.</summary>
    private const int HandlerReserveValues = 8192;

    /// <summary>Values kept free at the end so that errors can be reported.</summary>
    private const int ReserveValues = 4096;

    /// <summary>Values above the top frame that an operator's send may use.</summary>
    private const int WindowsOfOperators = 16;

    /// <summary>Where so many values in a row were never used, none above them was: no window is larger.</summary>
    private const int ValuesAtOnce = 1024;

    /// <summary>Frames that are never used: the loop pushes one before it looks.</summary>
    private const int SpareFrames = 2;

    /// <summary>
    /// A line of execution of a fiber, or the first one of a thread that is not the main one. It is in its creator's mode; a thread
    /// begins in transient mode, which who starts it sees to.
    /// </summary>
    internal VmThread(ThreadObject owner, VmThread creator)
        : this(creator.Vm, FirstValues, FirstFrames)
    {
        Owner = owner;
        ArrayShape = creator.ArrayShape;
        ProcHeader = creator.ProcHeader;
        IsPersistentMode = creator.IsPersistentMode;
        InstancesPersistable = creator.InstancesPersistable;
    }

    /// <summary>A copy of a line that stands where it does, on stacks just large enough; it is never run.</summary>
    internal VmThread(VmThread original)
        : this(original.Vm, original.NextBase, original.FrameIndex + 1)
    {
        Owner = original.Owner;
        Carrier = original.Carrier;
        IsPersistentMode = original.IsPersistentMode;
        InstancesPersistable = original.InstancesPersistable;
        original.Matches().ForEach(match => AddMatch(match.Frame, match.Token, match.Match));
        TakePlaceOf(original);
    }

#pragma warning disable CS8618 // The constructors that call this one name the owner.
    private VmThread(VirtualMachine vm, int values, int frames)
    {
        Vm = vm;
        Stack = new Value[values];
        Frames = new Frame[frames];
        StackLimit = UsableValues;
        FrameLimit = frames - SpareFrames;
    }
#pragma warning restore CS8618

    /// <summary>Values: windows of frames, one behind the other.</summary>
    public Value[] Stack { get; private set; }

    /// <summary>Frames, oldest first; index 0 is never used.</summary>
    public Frame[] Frames { get; private set; }

    /// <summary>Where windows may end without a closer look; 0 when something waits for the next call.</summary>
    internal volatile int StackLimit;

    /// <summary>How far frames may go without a closer look.</summary>
    internal int FrameLimit;

    private int UsableValues => Stack.Length == MostValues ? MostValues - HandlerReserveValues : Stack.Length;

    /// <summary>Stands where a copy of this line, or its original, does.</summary>
    internal void TakePlaceOf(VmThread other)
    {
        int values = other.NextBase;
        EnsureStack(values);
        other.Stack.AsSpan(0, values).CopyTo(Stack);
        other.Frames.AsSpan(0, other.FrameIndex + 1).CopyTo(Frames);
        FrameIndex = other.FrameIndex;
        EntryFrame = other.EntryFrame;
        NativeTop = other.NativeTop;
        ErrorInfo = other.ErrorInfo;
    }

    /// <summary>Has the next call or backward jump take notice of what waits.</summary>
    internal void RequestPoll()
    {
        Interrupt = 1;
        StackLimit = 0;
    }

    /// <summary>The poll that was asked for has come.</summary>
    internal void AcknowledgePoll()
    {
        Interrupt = 0;
        StackLimit = UsableValues;
    }

    /// <summary>
    /// Lets go what frames that were unwound have left, with the windows of operators above them: a program that rescues a shortage of
    /// memory has dropped what it held.
    /// </summary>
    internal void ForgetAbove(int end, int formerTop)
    {
        if (end < formerTop)
        {
            Stack.AsSpan(end, Math.Min(formerTop + WindowsOfOperators, Stack.Length) - end).Clear();
        }
    }

    /// <summary>Lets go what calls that have returned have left above the top frame. At a poll, or while this line waits.</summary>
    internal void ForgetReturned()
    {
        bool isUsed = true;
        for (int at = NextBase; isUsed && at < Stack.Length; at += ValuesAtOnce)
        {
            isUsed = false;
            foreach (ref Value value in Stack.AsSpan(at, Math.Min(ValuesAtOnce, Stack.Length - at)))
            {
                isUsed |= value.Ref is not null;
                value = default;
            }
        }

        for (int index = FrameIndex + 1; index < Frames.Length && Frames[index].Code is not null; index++)
        {
            Frames[index] = default;
        }
    }

    /// <summary>Raises SystemStackError unless values up to an index fit; may move the stack.</summary>
    internal void EnsureStack(int end)
    {
        if (end > Stack.Length - (Stack.Length == MostValues ? ReserveValues : 0))
        {
            GrowValues(end);
        }
    }

    /// <summary>Makes room for one more frame and its window; may move the stacks.</summary>
    internal void EnsureFrame(int end)
    {
        if (end > UsableValues)
        {
            GrowValues(end);
        }

        if (FrameIndex >= FrameLimit)
        {
            GrowFrames();
        }
    }

    /// <summary>
    /// Takes back the stacks that were there before a run: C# and the loop under it hold references into them. Nothing
    /// below the run's first frame changed, but for what frames were given (tokens, environments).
    /// </summary>
    internal void RestoreStacks(Value[] stack, Frame[] frames, int entryIndex)
    {
        if (Stack != stack)
        {
            Array.Copy(Stack, stack, Math.Min(Frames[entryIndex].Base, stack.Length));
            Stack = stack;
            StackLimit = UsableValues;
        }

        if (Frames != frames)
        {
            Array.Copy(Frames, frames, Math.Min(entryIndex, frames.Length));
            Frames = frames;
            FrameLimit = frames.Length - SpareFrames;
        }
    }

    private void GrowValues(int end)
    {
        if (end > MostValues - HandlerReserveValues || Stack.Length == MostValues)
        {
            throw StackOverflow();
        }

        int size = Stack.Length;
        while (size < end)
        {
            size *= 4;
        }

        Value[] larger = new Value[Math.Min(size, MostValues)];
        Stack.CopyTo(larger, 0);
        Stack = larger;
        if (StackLimit != 0)
        {
            StackLimit = UsableValues;
        }
    }

    private void GrowFrames()
    {
        if (Frames.Length == MostFrames)
        {
            throw StackOverflow();
        }

        Frame[] larger = new Frame[Math.Min(Frames.Length * 4, MostFrames)];
        Frames.CopyTo(larger, 0);
        Frames = larger;
        FrameLimit = larger.Length - SpareFrames;
    }
}

using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// Switches between the fibers of a thread. A fiber that runs nothing but bytecode is left as it stands: its run returns to
/// the loop in <see cref="Wait"/>, which runs the next one, so that a switch costs a return and a call. Only a line with C#
/// between its frames, such as the thread's own, stays on the native stack and waits for its turn above itself.
/// </summary>
public static class FiberSwitch
{
    /// <summary>The fiber that runs on a line.</summary>
    public static FiberObject Of(VmThread thread) => thread.Fiber ??= thread.Vm.Adopt(
        new FiberObject { Line = thread, Owner = thread.Owner, State = FiberState.Resumed, IsBlocking = true }, thread.Vm.Classes.Fiber);

    /// <summary>Gives a fiber its turn; it gives it back by yield, or when it ends.</summary>
    /// <exception cref="GuestException">FiberError: it has ended, runs already, or waits for another.</exception>
    public static Value Resume(VmThread thread, FiberObject target, Value value, Unwinding? unwinding = null)
    {
        FiberObject self = Of(thread);
        RequireBlock(thread, target);
        string? objection = target.State == FiberState.Terminated ? "attempt to resume a terminated fiber"
            : !BelongsTo(thread, target) ? "fiber called across threads"
            : target == self ? "attempt to resume the current fiber"
            : target.Resumer is not null ? "attempt to resume a resumed fiber (double resume)"
            : target.Resumed is not null ? "attempt to resume a resuming fiber"
            : target.State != FiberState.Created && !target.IsYielding ? "attempt to resume a transferring fiber"
            : null;
        if (objection is not null)
        {
            throw thread.Error(thread.Vm.Classes.FiberError, objection);
        }

        BeforeTurn(thread, target);
        target.Resumer = self;
        self.Resumed = target;
        return To(thread, self, target, value, unwinding);
    }

    /// <summary>Gives the turn back to the fiber that resumed this one.</summary>
    /// <exception cref="GuestException">FiberError: nobody resumed this one.</exception>
    public static Value Yield(VmThread thread, Value value)
    {
        FiberObject self = Of(thread);
        FiberObject resumer = self.Resumer ?? throw thread.Error(thread.Vm.Classes.FiberError, "attempt to yield on a not resumed fiber");
        RequireReach(thread, self, resumer);
        self.Resumer = null;
        resumer.Resumed = null;
        self.IsYielding = true;
        return To(thread, self, resumer, value, null);
    }

    /// <summary>Gives a fiber its turn without waiting for it to come back.</summary>
    /// <exception cref="GuestException">FiberError: it has ended, or waits for another.</exception>
    public static Value Transfer(VmThread thread, FiberObject target, Value value, Unwinding? unwinding = null)
    {
        FiberObject self = Of(thread);
        RequireBlock(thread, target);
        string? objection = target.State == FiberState.Terminated ? "dead fiber called"
            : !BelongsTo(thread, target) ? "fiber called across threads"
            : target.Resumed is not null ? "attempt to transfer to a resuming fiber"
            : target.IsYielding ? "attempt to transfer to a yielding fiber"
            : null;
        if (objection is not null)
        {
            throw thread.Error(thread.Vm.Classes.FiberError, objection);
        }

        if (target == self)
        {
            return value;
        }

        RequireReach(thread, self, target);
        BeforeTurn(thread, target);
        return To(thread, self, target, value, unwinding);
    }

    /// <summary>Has an exception or another unwinding start where a fiber stands.</summary>
    /// <exception cref="GuestException">FiberError: it has ended.</exception>
    public static Value Unwind(VmThread thread, FiberObject target, Unwinding unwinding)
    {
        while (target.Resumed is { } inner && target != Of(thread))
        {
            target = inner;
        }

        if (target == Of(thread))
        {
            thread.Pending = unwinding;
            return new Value(Tags.Control, 0);
        }

        return target.IsYielding || target.State == FiberState.Terminated || target.Resumer is not null
            ? Resume(thread, target, Value.Nil, unwinding)
            : Transfer(thread, target, Value.Nil, unwinding);
    }

    /// <summary>Ends a fiber that has not begun.</summary>
    public static void EndUnborn(VmThread thread, FiberObject fiber)
    {
        thread.Vm.WillWrite(fiber);
        fiber.State = FiberState.Terminated;
        fiber.Block = null;
    }

    /// <summary>
    /// What runs as a fiber goes on as another, of this VM's own, because the fiber is about to be what is committed of it: its
    /// transaction was given up.
    /// </summary>
    internal static void GoOnAsAnother(FiberObject fiber)
    {
        VmThread line = fiber.Line!;
        FiberObject other = line.Vm.Memory.Copied(fiber, (FiberObject)fiber.ShallowCopy());
        line.Fiber = other;
        if (fiber.Resumer is { } resumer && resumer.Resumed == fiber)
        {
            resumer.Resumed = other;
        }

        if (fiber.Resumed is { } resumed && resumed.Resumer == fiber)
        {
            resumed.Resumer = other;
        }

        ThreadObject owner = line.Owner;
        owner.NextFiber = owner.NextFiber == fiber ? other : owner.NextFiber;
        owner.Waiting = owner.Waiting == fiber ? other : owner.Waiting;
        fiber.IsUnderNativeFrames = false;
    }

    /// <summary>Where a fiber stands that waits as data, on a line that is only looked at; null for one without a stack.</summary>
    public static VmThread? LineOf(VmThread thread, FiberObject fiber) => fiber.Line ?? (fiber.Stack is null ? null : LineFrom(thread, fiber.Stack));

    /// <summary>Whether a thread may give a fiber its turn. One that is committed and waits as data belongs to whoever does.</summary>
    private static bool BelongsTo(VmThread thread, FiberObject target)
    {
        if (target.Owner != thread.Owner && target.IsCommitted && target.Obstacle is null)
        {
            target.BecomeData();
            target.Owner = thread.Owner;
        }

        return target.Owner == thread.Owner;
    }

    /// <summary>A fiber will change: its stack becomes a line again, and a commit writes what becomes of it.</summary>
    /// <exception cref="GuestException">RuntimeError: its stack can't go on in this program.</exception>
    private static void BeforeTurn(VmThread thread, FiberObject target)
    {
        if (target.IsCommitted)
        {
            thread.Vm.WillWrite(target);
        }

        TakeLine(thread, target);
    }

    private static void TakeLine(VmThread thread, FiberObject fiber)
    {
        if (fiber.Stack is { } stack)
        {
            fiber.Line = LineFrom(thread, stack);
            fiber.Line.Fiber = fiber;
            fiber.Owner = thread.Owner;
            fiber.Stack = null;
        }
    }

    private static VmThread LineFrom(VmThread thread, SuspendedStack stack)
    {
        VmThread line = new(thread.Owner, thread);
        stack.PutInto(line);
        return line;
    }

    private static Value To(VmThread thread, FiberObject self, FiberObject target, Value value, Unwinding? unwinding)
    {
        SetNext(thread.Owner, target, value, unwinding);
        self.State = self.Resumed is null ? FiberState.Suspended : FiberState.Resumed;
        if (thread.Carrier is { } carrier)
        {
            carrier.Stop(thread);
            return Receive(thread);
        }

        if (CanBeLeft(thread))
        {
            thread.Pending = Unwinding.Suspension;
            return new Value(Tags.Control, 0);
        }

        return Wait(thread);
    }

    private static void SetNext(ThreadObject owner, FiberObject target, Value value, Unwinding? unwinding)
    {
        owner.NextFiber = target;
        if (!Value.Same(owner.NextValue, value))
        {
            owner.NextValue = value;
        }

        if (owner.NextUnwinding != unwinding)
        {
            owner.NextUnwinding = unwinding;
        }
    }

    /// <summary>Runs fibers until one gives the turn to this one.</summary>
    private static Value Wait(VmThread thread)
    {
        ThreadObject owner = thread.Owner;
        thread.CheckNativeStack();
        VmThread? outer = owner.Waiting?.Line;
        owner.Waiting = thread.Fiber;
        thread.Fiber!.IsUnderNativeFrames = true;
        while (owner.NextFiber != thread.Fiber)
        {
            Run(thread, owner.NextFiber!);
        }

        thread.Fiber.IsUnderNativeFrames = false;
        owner.Waiting = outer?.Fiber;
        return Receive(thread);
    }

    /// <summary>This fiber has its turn, with what was sent to it.</summary>
    private static Value Receive(VmThread thread)
    {
        Enter(thread, thread.Fiber!);
        if (thread.Owner.NextUnwinding is { } unwinding)
        {
            thread.Pending = unwinding;
            return new Value(Tags.Control, 0);
        }

        return thread.Owner.NextValue;
    }

    /// <summary>Has a fiber go on until it is left or ends; then the thread's next request says who follows.</summary>
    private static void Run(VmThread under, FiberObject fiber)
    {
        TakeLine(under, fiber);
        VmThread? line = fiber.Line;
        try
        {
            if (line is null)
            {
                line = Begin(under, fiber);
                Start(line, fiber, (ArrayObject)under.Owner.NextValue.Ref!);
            }
            else if (line.Carrier is { } carrier)
            {
                if (!carrier.RunUntilStop())
                {
                    return;
                }

                line.MoveToStackOf(under);
                Return(line, carrier);
            }
            else
            {
                Enter(line, fiber);
                line.MoveToStackOf(under);
                line.Pending = under.Owner.NextUnwinding;
                if (line.Pending is null)
                {
                    Unwinder.Deliver(line, ref line.Frames[line.FrameIndex], under.Owner.NextValue);
                }
            }

            Value result = Execution.Run(line, 1);
            if (result.Ref != Tags.Control)
            {
                End(line.Fiber!, result, null);
            }
        }
        catch (Exception error) when (error is UnwindException or GuestException)
        {
            Unwinding unwinding = Unwinder.Of(line ?? under, error);
            End(line?.Fiber ?? fiber, Value.Nil, unwinding.IsException ? unwinding : null);
        }
    }

    /// <summary>A primitive that stood on its own native stack has returned to the frame that called it.</summary>
    private static void Return(VmThread line, NativeCarrier carrier)
    {
        try
        {
            Value result = carrier.TakeResult(line);
            if (result.Ref != Tags.Control)
            {
                Unwinder.Deliver(line, ref line.Frames[line.FrameIndex], result);
            }
        }
        catch (Exception error) when (error is UnwindException or GuestException)
        {
            line.Pending = Unwinder.Of(line, error);
        }
    }

    /// <summary>A new line for a fiber that has its first turn.</summary>
    private static VmThread Begin(VmThread under, FiberObject fiber)
    {
        VmThread line = new(under.Owner, under) { Fiber = fiber };
        line.MoveToStackOf(under);
        fiber.Line = line;
        Enter(line, fiber);
        return line;
    }

    /// <summary>Calls the block; what it is given stands in an array, so that it may be any number of arguments.</summary>
    private static void Start(VmThread line, FiberObject fiber, ArrayObject arguments)
    {
        line.EnsureStack(2 + arguments.Count);
        line.Stack[1] = Value.NoBlock;
        arguments.Span.CopyTo(line.Stack.AsSpan(2));
        Calls.CallBlock(line, fiber.Block!, 0, arguments.Count, false);
        line.Frames[line.FrameIndex].Flags |= FrameFlags.Entry;
    }

    private static void End(FiberObject fiber, Value result, Unwinding? unwinding)
    {
        ThreadObject owner = fiber.Owner!;
        FiberObject next = fiber.Resumer ?? Of(owner.Root);
        if (next.IsUnderNativeFrames && next != owner.Waiting)
        {
            // The thread's own fiber can't go on before the one that waits above it.
            next = owner.Waiting!;
        }

        fiber.State = FiberState.Terminated;
        fiber.Line = null;
        fiber.Block = null;
        fiber.Resumer = null;
        next.Resumed = next.Resumed == fiber ? null : next.Resumed;
        SetNext(owner, next, result, unwinding);
    }

    private static void Enter(VmThread line, FiberObject fiber)
    {
        fiber.State = FiberState.Resumed;
        fiber.IsYielding = false;
        line.Owner.Enter(line);
        if (line.Vm.Tracer.IsMarking)
        {
            line.Vm.Tracer.MarkFrames(line);
        }
    }

    /// <summary>True when nothing but frames of the guest must be kept to come back to a line.</summary>
    private static bool CanBeLeft(VmThread thread) => (thread.EntryFrame == 1 || thread.Carrier is not null) && thread != thread.Owner.Root;

    private static void RequireReach(VmThread thread, FiberObject self, FiberObject target)
    {
        if (target.IsUnderNativeFrames && self != target && (target != thread.Owner.Waiting || !CanBeLeft(thread)))
        {
            throw thread.Error(thread.Vm.Classes.FiberError, "can't leave this fiber: it was called by a primitive that has not returned");
        }
    }

    private static void RequireBlock(VmThread thread, FiberObject target)
    {
        if (target.Block is null && target.State == FiberState.Created)
        {
            throw thread.Error(thread.Vm.Classes.FiberError, "uninitialized fiber");
        }
    }
}

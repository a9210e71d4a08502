using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Thread, and what Queue, Mutex and their like wait with.</summary>
internal static unsafe class ThreadPrimitives
{
    /// <summary>Adds the primitives of Thread.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("thread_current", &Current, 0);
        table.Add("thread_main", &Main, 0);
        table.Add("thread_list", &List, 0);
        table.Add("thread_start", &Start, 0, -1);
        table.Add("thread_state", &State, 0);
        table.Add("thread_source_location", &SourceLocation, 0);
        table.Add("thread_await_end", &AwaitEnd, 1);
        table.Add("thread_result", &Result, 0);
        table.Add("thread_failure", &Failure, 0);
        table.Add("thread_places", &Places, 0);
        table.Add("thread_frames", &Frames, 0);
        table.Add("thread_at_rest", &AtRest, 0);
        table.Add("thread_go_on", &GoOn, 1);
        table.Add("thread_keep_stacks", &KeepStacks, 1);
        table.Add("exception_thread", &ThreadOf, 0);
        table.Add("thread_locals", &Locals, 0);
        table.Add("thread_raise", &Raise, 0, -1);
        table.Add("thread_kill", &Kill, 0);
        table.Add("thread_wake", &Wake, 0);
        table.Add("thread_stop", &Stop, 0);
        table.Add("thread_pass", &Pass, 0);
        table.Add("thread_mask", &Mask, 2);
        table.Add("thread_unmask", &Unmask, 0);
        table.Add("thread_is_interrupt_pending", &IsInterruptPending, 0, 1);
        table.Add("thread_check_interrupts", &CheckInterrupts, 0);
    }

    /// <summary>Nanoseconds or nil as a limit of time.</summary>
    internal static TimeSpan? Limit(VmThread t, Value nanoseconds) =>
        nanoseconds.IsNil ? null : TimeSpan.FromTicks(Math.Max(0, Coercions.ToLong(t, nanoseconds) / TimeSpan.NanosecondsPerTick));

    private static ThreadObject Self(in Arguments a) => (ThreadObject)a.Self.Ref!;

    private static Value Current(VmThread t, Arguments a) => t.Owner;

    private static Value Main(VmThread t, Arguments a) => t.Vm.Threads.Main;

    private static Value List(VmThread t, Arguments a)
    {
        ArrayObject threads = t.Vm.NewArray([], 0);
        t.Vm.Threads.Alive.ForEach(thread => threads.Append(thread));
        return threads;
    }

    /// <summary>Arguments and block: what the thread runs.</summary>
    private static Value Start(VmThread t, Arguments a)
    {
        ThreadObject self = Self(a);
        ClassObject error = t.Vm.Classes.ThreadError;
        ProcObject block = a.Block ?? throw t.Error(error, "must be called with a block");
        if (self.State != GuestThreadState.Created)
        {
            throw t.Error(error, "already initialized thread");
        }

        t.Vm.Threads.Start(t, self, block, a.Span);
        return a.Self;
    }

    private static Value State(VmThread t, Arguments a) => t.Vm.Symbol(Self(a).State switch
    {
        GuestThreadState.Created => "created",
        GuestThreadState.Running => "run",
        GuestThreadState.Sleeping => "sleep",
        GuestThreadState.WaitingForThreads => "sleep_forever",
        GuestThreadState.AtRest => "at_rest",
        _ => "dead",
    });

    private static Value SourceLocation(VmThread t, Arguments a) => Self(a).Block is { } block
        ? t.Vm.NewArray([t.Vm.NewString(block.Code.Root.File), Value.FromInteger(block.Code.Line)])
        : Value.Nil;

    /// <summary>Argument: nanoseconds to wait at most, or nil. Answers whether the thread has ended.</summary>
    private static Value AwaitEnd(VmThread t, Arguments a) => Value.FromBoolean(t.Vm.Threads.AwaitEnd(t, Self(a), Limit(t, a[0])));

    private static Value Result(VmThread t, Arguments a) => Self(a).Result;

    private static Value Failure(VmThread t, Arguments a) => Self(a).Failure;

    private static Value Places(VmThread t, Arguments a) => Self(a).State is GuestThreadState.Ended or GuestThreadState.Created
        ? Value.Nil
        : BacktraceText.Locations(t.Vm, BacktraceText.Fold(Backtraces.CaptureWithPrimitive(Self(a).LineFor(t), Value.Undefined)));

    /// <summary>
    /// The program's frames, innermost first, each as label, file, line, self and a hash of its variables; nil when the thread has not begun
    /// or has ended.
    /// </summary>
    private static Value Frames(VmThread t, Arguments a)
    {
        ThreadObject self = Self(a);
        if (self.State is GuestThreadState.Ended or GuestThreadState.Created)
        {
            return Value.Nil;
        }

        VmThread line = self.LineFor(t);
        BacktraceEntry[] entries = Backtraces.Capture(line);
        ArrayObject frames = t.Vm.NewArray([], 0);
        for (int i = 0; i < entries.Length; i++)
        {
            if (!entries[i].IsKernel)
            {
                frames.Append(FrameAt(t, line, line.FrameIndex - i, entries[i]));
            }
        }

        return frames;
    }

    private static ArrayObject FrameAt(VmThread t, VmThread line, int index, BacktraceEntry entry)
    {
        HashObject locals = t.Vm.NewHash();
        foreach ((SymbolObject name, Value value) in FrameLocals.Of(line, index))
        {
            HashAccess.Set(t, locals, name, value);
        }

        return t.Vm.NewArray([
            t.Vm.NewString(entry.Label), t.Vm.NewString(entry.File), Value.FromInteger(entry.Line), line.Stack[line.Frames[index].Base], locals]);
    }

    /// <summary>Receiver: Thread. Answers this thread as it stands, at rest; and again what it goes on with.</summary>
    private static Value AtRest(VmThread t, Arguments a) => ThreadObject.AtRest(t);

    /// <summary>Argument: what the program's call answers in which the thread at rest stands. Answers the thread that goes on.</summary>
    private static Value GoOn(VmThread t, Arguments a) => Self(a).State == GuestThreadState.AtRest
        ? t.Vm.Threads.GoOn(t, Self(a), a[0], Value.Undefined, leavesKernel: true)
        : throw t.Error(t.Vm.Classes.ThreadError, "not a thread at rest");

    private static Value KeepStacks(VmThread t, Arguments a)
    {
        t.Vm.Threads.KeepsStacks = a[0].IsTruthy;
        return a[0];
    }

    /// <summary>Receiver: an exception. Answers the thread that raised it, as it stood then, or nil.</summary>
    private static Value ThreadOf(VmThread t, Arguments a) => ((ExceptionObject)a.Self.Ref!).Thread is { } thread ? thread : Value.Nil;

    /// <summary>The variables of the fiber that the thread runs, as a hash.</summary>
    private static Value Locals(VmThread t, Arguments a)
    {
        ThreadObject self = Self(a);
        return self.Locals.IsNil ? self.Locals = t.Vm.NewHash() : self.Locals;
    }

    private static Value Raise(VmThread t, Arguments a)
    {
        Value exception = KernelPrimitives.ExceptionToRaise(t, a, Value.Nil);
        return Interrupt(t, Self(a), exception);
    }

    private static Value Kill(VmThread t, Arguments a) => Interrupt(t, Self(a), Value.Undefined);

    private static Value Interrupt(VmThread t, ThreadObject target, Value interrupt)
    {
        if (target == t.Owner && !interrupt.IsUndefined)
        {
            return KernelPrimitives.Begin(t, interrupt);
        }

        if (target.State == GuestThreadState.AtRest)
        {
            return interrupt.IsUndefined ? EndAtRest(t, target) : t.Vm.Threads.GoOn(t, target, Value.Nil, interrupt, leavesKernel: false);
        }

        t.Vm.Threads.Interrupt(target, interrupt);
        if (target == t.Owner)
        {
            t.RunPendingActions();
        }

        return target;
    }

    private static Value EndAtRest(VmThread t, ThreadObject target)
    {
        t.Vm.WillWrite(target);
        target.EndAtRest();
        return target;
    }

    /// <summary>Answers the thread; for one at rest the one that goes on there.</summary>
    private static Value Wake(VmThread t, Arguments a)
    {
        if (Self(a).State == GuestThreadState.AtRest)
        {
            return t.Vm.Threads.GoOn(t, Self(a), Value.Nil, Value.Undefined, leavesKernel: false);
        }

        if (Self(a).State == GuestThreadState.Ended)
        {
            throw t.Error(t.Vm.Classes.ThreadError, "killed thread");
        }

        Self(a).Wake();
        return a.Self;
    }

    private static Value Stop(VmThread t, Arguments a)
    {
        t.Owner.Stop(t, null, GuestThreadState.WaitingForThreads);
        return Value.Nil;
    }

    private static Value Pass(VmThread t, Arguments a)
    {
        t.Vm.Lock.Pass(t.Owner);
        t.RunPendingActions();
        return Value.Nil;
    }

    /// <summary>Arguments: exception classes; for each :immediate, :on_blocking or :never.</summary>
    private static Value Mask(VmThread t, Arguments a)
    {
        ArrayObject classes = (ArrayObject)a[0].Ref!, timings = (ArrayObject)a[1].Ref!;
        var mask = new (ClassObject Class, InterruptTiming Timing)[classes.Count];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = ((ClassObject)t.Vm.Load(ref classes.Slot(i)).Ref!, TimingOf(t, t.Vm.Load(ref timings.Slot(i))));
        }

        t.Owner.Interrupts.Mask(mask);
        return Value.Nil;
    }

    private static InterruptTiming TimingOf(VmThread t, Value name) => (name.Ref as SymbolObject)?.Text switch
    {
        "immediate" => InterruptTiming.Immediate,
        "on_blocking" => InterruptTiming.OnBlocking,
        "never" => InterruptTiming.Never,
        _ => throw t.Error(t.Vm.Classes.ArgumentError, "unknown mask signature"),
    };

    private static Value Unmask(VmThread t, Arguments a)
    {
        t.Owner.Interrupts.Unmask();
        return Value.Nil;
    }

    private static Value IsInterruptPending(VmThread t, Arguments a)
    {
        InterruptQueue interrupts = Self(a).Interrupts;
        return Value.FromBoolean(a.Count == 0 ? interrupts.IsPending : interrupts.IsPendingOf(t.Vm, (ClassObject)a[0].Ref!));
    }

    private static Value CheckInterrupts(VmThread t, Arguments a)
    {
        t.RunPendingActions();
        return Value.Nil;
    }
}

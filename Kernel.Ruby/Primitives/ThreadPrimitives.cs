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
        : BacktraceText.Locations(t.Vm, BacktraceText.Fold(Backtraces.CaptureWithPrimitive(Self(a).Current, Value.Undefined)));

    /// <summary>The variables of the fiber that the thread runs, as a hash.</summary>
    private static Value Locals(VmThread t, Arguments a)
    {
        FiberObject fiber = FiberSwitch.Of(Self(a).Current);
        return fiber.Locals.IsNil ? fiber.Locals = t.Vm.NewHash() : fiber.Locals;
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

        t.Vm.Threads.Interrupt(target, interrupt);
        if (target == t.Owner)
        {
            t.RunPendingActions();
        }

        return target;
    }

    private static Value Wake(VmThread t, Arguments a)
    {
        if (Self(a).State == GuestThreadState.Ended)
        {
            throw t.Error(t.Vm.Classes.ThreadError, "killed thread");
        }

        Self(a).Wake();
        return a.Self;
    }

    private static Value Stop(VmThread t, Arguments a)
    {
        t.Owner.Park(t, null, GuestThreadState.WaitingForThreads);
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

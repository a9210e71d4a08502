using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Any object as a lock, or as something that threads wait for: what Mutex, Monitor, Queue and ConditionVariable are made of.</summary>
internal static unsafe class LockPrimitives
{
    /// <summary>Adds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("lock_enter", &Enter, 0);
        table.Add("lock_exit", &Exit, 0);
        table.Add("mutex_lock", &Lock, 0);
        table.Add("mutex_unlock", &Unlock, 0);
        table.Add("lock_try_enter", &TryEnter, 0);
        table.Add("lock_exit_whole", &ExitWhole, 0);
        table.Add("lock_enter_whole", &EnterWhole, 1);
        table.Add("lock_is_held", &IsHeld, 0);
        table.Add("lock_is_mine", &IsMine, 0);
        table.Add("lock_await", &Await, 1);
        table.Add("lock_wake_first", &WakeFirst, 0);
        table.Add("lock_wake_all", &WakeAll, 0);
        table.Add("lock_waiting_count", &WaitingCount, 0);
        table.Add("lock_hold", &Hold, 0);
        table.Add("lock_let_go", &LetGo, 0);
    }

    private static LockState Self(VmThread t, in Arguments a) => t.Vm.Threads.LockOf(a.Self.Ref!);

    private static Value Enter(VmThread t, Arguments a)
    {
        Self(t, a).Enter(t);
        return a.Self;
    }

    private static Value Lock(VmThread t, Arguments a)
    {
        LockState state = Self(t, a);
        if (state.IsHeldBy(t))
        {
            throw t.Error(t.Vm.Classes.ThreadError, "deadlock; recursive locking");
        }

        state.Enter(t);
        return a.Self;
    }

    private static Value Unlock(VmThread t, Arguments a)
    {
        LockState state = Self(t, a);
        if (!state.IsHeldBy(t))
        {
            string holder = state.Holder is null ? "not locked" : "locked by another thread/fiber";
            throw t.Error(t.Vm.Classes.ThreadError, $"Attempt to unlock a mutex which is {holder}");
        }

        state.Exit(t);
        return a.Self;
    }

    private static Value TryEnter(VmThread t, Arguments a) => Value.FromBoolean(Self(t, a).TryEnter(t));

    private static Value Exit(VmThread t, Arguments a)
    {
        Self(t, a).Exit(t);
        return a.Self;
    }

    private static Value ExitWhole(VmThread t, Arguments a) => Value.FromInteger(Self(t, a).ExitWhole(t));

    private static Value EnterWhole(VmThread t, Arguments a)
    {
        Self(t, a).EnterWhole(t, (int)a[0].Bits);
        return a.Self;
    }

    private static Value IsHeld(VmThread t, Arguments a) => Value.FromBoolean(Self(t, a).Holder is not null);

    private static Value IsMine(VmThread t, Arguments a) => Value.FromBoolean(Self(t, a).IsHeldBy(t));

    /// <summary>Argument: nanoseconds to wait at most, or nil. Answers whether somebody woke it.</summary>
    private static Value Await(VmThread t, Arguments a) => Value.FromBoolean(Self(t, a).Await(t, ThreadPrimitives.Limit(t, a[0])));

    private static Value WakeFirst(VmThread t, Arguments a)
    {
        Self(t, a).WakeFirst();
        return a.Self;
    }

    private static Value WakeAll(VmThread t, Arguments a)
    {
        Self(t, a).WakeAll();
        return a.Self;
    }

    private static Value WaitingCount(VmThread t, Arguments a) => Value.FromInteger(Self(t, a).WaitingCount);

    /// <summary>From here on the thread's instructions run together, but for what waits.</summary>
    private static Value Hold(VmThread t, Arguments a)
    {
        t.Owner.Hold();
        return Value.Nil;
    }

    private static Value LetGo(VmThread t, Arguments a)
    {
        t.Owner.LetGo();
        return Value.Nil;
    }
}

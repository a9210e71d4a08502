using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Gem.Vm.Values;
using Shared.ObjectFormat.Protocol;

namespace Kernel.Smalltalk.Primitives;

/// <summary>What sessions share outside their transactions: locks, counters, signals. They fail in a VM without a repository.</summary>
internal static unsafe class SharingPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("sharingLock", &Lock, 3);
        table.Add("sharingUnlock", &Unlock, 1);
        table.Add("sharingUnlockAll", &UnlockAll, 0);
        table.Add("sharingLocks", &Locks, 0);
        table.Add("sharingReleaseSet", &ReleaseSet, 1);
        table.Add("sharingAddToReleaseSet", &AddToReleaseSet, 2);
        table.Add("sharingClearReleaseSet", &ClearReleaseSet, 1);
        table.Add("sharingCounter", &Counter, 1);
        table.Add("sharingCounterPut", &CounterPut, 2);
        table.Add("sharingCounterAdd", &CounterAdd, 2);
        table.Add("sharingStatistic", &Statistic, 1);
        table.Add("sharingStatisticPut", &StatisticPut, 2);
        table.Add("sharingSessions", &Sessions, 0);
        table.Add("sharingStoneName", &StoneName, 0);
        table.Add("sharingSend", &Send, 3);
        table.Add("sharingTakeSignal", &TakeSignal, 1);
    }

    private static Value Lock(VmThread t, Arguments a)
    {
        if (a[0].Ref is not ArrayObject objects || !a[1].IsFixnum || a[1].Bits is < 1 or > 3 || !TrySeconds(a[2], out TimeSpan? limit))
        {
            return Value.Undefined;
        }

        ArrayObject uncommitted = t.Vm.NewArray([], 0);
        ObjectLocks locks = t.Vm.Transaction.Locks;
        ulong[] ids = locks.IdsOf(objects, uncommitted);
        if (uncommitted.Count > 0)
        {
            return Pair(t, "notCommitted", uncommitted);
        }

        LockKind kind = (LockKind)a[1].Bits;
        return With(t, services =>
        {
            LockReply reply = locks.Acquire(t, kind, ids, limit, out bool hasWaited);
            return reply.Outcome switch
            {
                LockOutcome.Granted when reply.Changed.Length == 0 => Value.Nil,
                LockOutcome.Granted => Pair(t, "changed", locks.ObjectsOf(reply.Changed)),
                LockOutcome.Deadlock => Pair(t, "deadlock", locks.RowsOf(reply.Against)),
                _ => Pair(t, hasWaited ? "timeout" : "denied", locks.RowsOf(reply.Against)),
            };
        });
    }

    private static Value Unlock(VmThread t, Arguments a)
    {
        if (a[0].Ref is not ArrayObject objects)
        {
            return Value.Undefined;
        }

        Value self = a.Self;
        ulong[] ids = t.Vm.Transaction.Locks.IdsOf(objects, t.Vm.NewArray([], 0));
        return With(t, _ =>
        {
            t.Vm.Transaction.Locks.Release(ids);
            return self;
        });
    }

    private static Value UnlockAll(VmThread t, Arguments a)
    {
        Value self = a.Self;
        return With(t, _ =>
        {
            t.Vm.Transaction.Locks.ReleaseAll();
            return self;
        });
    }

    private static Value Locks(VmThread t, Arguments a) => With(t, services => t.Vm.Transaction.Locks.RowsOf(services.Locks()));

    private static Value ReleaseSet(VmThread t, Arguments a) => t.Vm.Transaction.Locks.ObjectsOf(Set(t, a[0]));

    private static Value AddToReleaseSet(VmThread t, Arguments a) =>
        Value.FromBoolean(a[1].Ref is { IsCommitted: true } body && (Set(t, a[0]).Add(body.Id) || true));

    private static Value ClearReleaseSet(VmThread t, Arguments a)
    {
        Set(t, a[0]).Clear();
        return a.Self;
    }

    private static Value Counter(VmThread t, Arguments a)
    {
        Value index = a[0];
        return index.IsFixnum ? With(t, services => Value.FromInteger(services.Counter((int)index.Bits))) : Value.Undefined;
    }

    private static Value CounterPut(VmThread t, Arguments a)
    {
        Value index = a[0], value = a[1];
        return !index.IsFixnum || !value.IsFixnum ? Value.Undefined : With(t, services =>
        {
            services.SetCounter((int)index.Bits, value.Bits);
            return value;
        });
    }

    private static Value CounterAdd(VmThread t, Arguments a)
    {
        Value index = a[0], by = a[1];
        return index.IsFixnum && by.IsFixnum
            ? With(t, services => Value.FromInteger(services.AddToCounter((int)index.Bits, by.Bits)))
            : Value.Undefined;
    }

    private static Value Statistic(VmThread t, Arguments a)
    {
        Value index = a[0];
        return IsStatistic(index) ? With(t, services => Value.FromInteger(services.Statistics[(int)index.Bits])) : Value.Undefined;
    }

    private static Value StatisticPut(VmThread t, Arguments a)
    {
        Value index = a[0], value = a[1];
        return !IsStatistic(index) || !value.IsFixnum ? Value.Undefined : With(t, services =>
        {
            services.Statistics[(int)index.Bits] = value.Bits;
            return value;
        });
    }

    private static Value Sessions(VmThread t, Arguments a) => With(t, services =>
    {
        ArrayObject rows = t.Vm.NewArray([], 0);
        foreach (SessionDescription session in services.Sessions())
        {
            Value[] row =
            [
                Value.FromInteger(session.SessionId), Value.FromInteger(session.ProcessId), t.Vm.NewString(session.User), t.Vm.NewString(session.Program),
                Value.FromInteger((long)session.ViewCommitId), Value.FromInteger(session.Commits),
            ];
            rows.Append(t.Vm.NewArray(row, row.Length));
        }

        return rows;
    });

    private static Value StoneName(VmThread t, Arguments a) => With(t, services => t.Vm.NewString(services.StoneName));

    private static Value Send(VmThread t, Arguments a)
    {
        Value session = a[0], number = a[1], self = a.Self;
        if (!session.IsFixnum || !number.IsFixnum || !StringText.IsText(a[2]))
        {
            return Value.Undefined;
        }

        string text = System.Text.Encoding.UTF8.GetString(StringText.Bytes(t.Vm, a[2]));
        return With(t, services =>
        {
            services.SendSignal((int)session.Bits, number.Bits, text);
            return self;
        });
    }

    private static Value TakeSignal(VmThread t, Arguments a)
    {
        if (!a[0].IsFixnum || a[0].Bits is < 1 or > 3)
        {
            return Value.Undefined;
        }

        SignalKind kind = (SignalKind)a[0].Bits;
        return With(t, services =>
        {
            if (services.TakeSignal(kind) is not { } signal)
            {
                return Value.Nil;
            }

            Value[] parts =
            [
                Value.FromInteger(signal.Sender), Value.FromInteger(signal.Number), t.Vm.NewString(signal.Text),
                t.Vm.Transaction.Locks.ObjectsOf(signal.ObjectIds),
            ];
            return t.Vm.NewArray(parts, parts.Length);
        });
    }

    /// <summary>Does something with the session: its answer, or what the stone refused as a String; fails without a repository.</summary>
    private static Value With(VmThread t, Func<ISessionServices, Value> step)
    {
        if (t.Vm.Memory.Store is not ISessionServices services)
        {
            return Value.Undefined;
        }

        try
        {
            return step(services);
        }
        catch (StoneRefusedException refused)
        {
            return t.Vm.NewString(refused.Message);
        }
    }

    private static bool IsStatistic(Value index) => index.IsFixnum && index.Bits is >= 0 and < SlotHeader.StatisticCount;

    /// <summary>A number of seconds from 0, or nil for ever.</summary>
    private static bool TrySeconds(Value value, out TimeSpan? limit)
    {
        double seconds = value.IsFixnum ? value.Bits : value.IsFloat ? value.Float : double.NaN;
        limit = seconds >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : null;
        return value.IsNil || seconds >= 0;
    }

    private static HashSet<ulong> Set(VmThread t, Value ofAborts) =>
        ofAborts.IsTruthy ? t.Vm.Transaction.Locks.EndingWithTransaction : t.Vm.Transaction.Locks.EndingWithCommit;

    private static ArrayObject Pair(VmThread t, string reason, ArrayObject about)
    {
        Value[] pair = [t.Vm.Symbol(reason), about];
        return t.Vm.NewArray(pair, pair.Length);
    }
}

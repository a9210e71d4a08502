using System.Diagnostics;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Session;
using Gem.Vm.Values;
using Shared.ObjectFormat.Protocol;

namespace Kernel.Ruby.Primitives;

/// <summary>Locks on committed objects.</summary>
internal static unsafe class ObjectLockPrimitives
{
    private static readonly TimeSpan LongestWaitAtOnce = TimeSpan.FromMilliseconds(50);

    /// <summary>Adds the primitives of locks.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("maglev_lock", &Lock, 3);
        table.Add("maglev_unlock", &Unlock, 1);
        table.Add("maglev_unlock_all", &UnlockAll, 0);
        table.Add("maglev_locks", &Locks, 0);
    }

    /// <summary>
    /// Arguments: an array of objects, the number of a <see cref="LockKind"/>, how many seconds to wait (0: not at all, nil: for
    /// ever). Answers nil when all are locked as this view shows them; otherwise why not, and arrays of object, session, kind and
    /// whether it waits.
    /// </summary>
    private static Value Lock(VmThread t, Arguments a)
    {
        ISessionServices services = SessionPrimitives.Services(t);
        ArrayObject objects = (ArrayObject)a[0].Ref!;
        ArrayObject unknown = t.Vm.NewArray([], 0);
        ulong[] ids = Ids(t, objects, unknown);
        if (unknown.Count > 0)
        {
            return Refusal(t, "not_committed", unknown);
        }

        TimeSpan? limit = a[2].IsNil ? null : TimeSpan.FromSeconds(Math.Min(Coercions.ToDouble(t, a[2]), int.MaxValue));
        LockKind kind = (LockKind)a[1].Bits;
        LockReply reply = SessionPrimitives.Ask(t, _ => services.Lock(kind, ids, limit != TimeSpan.Zero));
        bool hasWaited = reply.Outcome == LockOutcome.Waiting;
        if (hasWaited)
        {
            reply = Await(t, services, limit);
        }

        return reply.Outcome switch
        {
            LockOutcome.Granted when reply.Changed.Length == 0 => Value.Nil,
            LockOutcome.Granted => Refusal(t, "changed", Objects(t, reply.Changed)),
            LockOutcome.Deadlock => Refusal(t, "deadlock", Rows(t, reply.Against)),
            _ => Refusal(t, hasWaited ? "timeout" : "denied", Rows(t, reply.Against)),
        };
    }

    /// <summary>Waits as long as the limit says; other threads run, and an interrupt ends the wait.</summary>
    private static LockReply Await(VmThread t, ISessionServices services, TimeSpan? limit)
    {
        long start = Stopwatch.GetTimestamp();
        bool isOver = false;
        try
        {
            while (true)
            {
                int seen = services.SignalSequence;
                LockReply reply = SessionPrimitives.Ask(t, _ => services.AwaitLock());
                TimeSpan left = limit is { } most ? most - Stopwatch.GetElapsedTime(start) : LongestWaitAtOnce;
                if (reply.Outcome != LockOutcome.Waiting || left <= TimeSpan.Zero)
                {
                    isOver = true;
                    return reply.Outcome == LockOutcome.Waiting ? SessionPrimitives.Ask(t, _ => services.CancelLock()) : reply;
                }

                using (t.Owner.LetOthersRun(t))
                {
                    services.WaitForSignal(seen, (int)Math.Ceiling(Math.Min(left.TotalMilliseconds, LongestWaitAtOnce.TotalMilliseconds)));
                }

                t.Owner.RunPendingActions(t, isWaiting: true);
            }
        }
        finally
        {
            if (!isOver)
            {
                services.CancelLock();
            }
        }
    }

    /// <summary>Argument: an array of objects. What is not locked is passed over.</summary>
    private static Value Unlock(VmThread t, Arguments a)
    {
        ulong[] ids = Ids(t, (ArrayObject)a[0].Ref!, t.Vm.NewArray([], 0));
        return ids.Length == 0 ? Value.Nil : SessionPrimitives.Tell(t, services => services.Unlock(ids));
    }

    private static Value UnlockAll(VmThread t, Arguments a) => SessionPrimitives.Tell(t, services => services.Unlock([]));

    /// <summary>Arrays of object, session, kind and whether it waits.</summary>
    private static Value Locks(VmThread t, Arguments a) => Rows(t, SessionPrimitives.Ask(t, services => services.Locks()));

    /// <summary>The ids of what is committed; the rest goes to an array.</summary>
    internal static ulong[] Ids(VmThread t, ArrayObject objects, ArrayObject unknown)
    {
        List<ulong> ids = [];
        objects = t.Vm.Fresh(objects);
        for (int i = 0; i < objects.Count; i++)
        {
            Value value = t.Vm.Load(ref objects.Slot(i));
            if (value.Ref is { IsCommitted: true } body)
            {
                ids.Add(body.Id);
            }
            else
            {
                unknown.Append(value);
            }
        }

        return [.. ids];
    }

    /// <summary>The objects of ids.</summary>
    internal static ArrayObject Objects(VmThread t, IReadOnlyList<ulong> ids)
    {
        ArrayObject objects = t.Vm.NewArray([], 0);
        foreach (ulong id in ids)
        {
            objects.Append(t.Vm.Transaction.LiveObject(id));
        }

        return objects;
    }

    private static ArrayObject Rows(VmThread t, SlotLock[] locks)
    {
        ArrayObject rows = t.Vm.NewArray([], 0);
        foreach (SlotLock held in locks)
        {
            Value[] row =
            [
                t.Vm.Transaction.LiveObject(held.ObjectId), Value.FromInteger(held.SessionId),
                t.Vm.Symbol(((LockKind)held.Kind).ToString().ToLowerInvariant()), Value.FromBoolean(held.Waits != 0),
            ];
            rows.Append(t.Vm.NewArray(row, row.Length));
        }

        return rows;
    }

    private static Value Refusal(VmThread t, string reason, ArrayObject about)
    {
        Value[] pair = [t.Vm.Symbol(reason), about];
        return t.Vm.NewArray(pair, pair.Length);
    }
}

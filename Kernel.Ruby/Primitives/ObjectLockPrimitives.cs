using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Gem.Vm.Values;
using Shared.ObjectFormat.Protocol;

namespace Kernel.Ruby.Primitives;

/// <summary>Locks on committed objects.</summary>
internal static unsafe class ObjectLockPrimitives
{
    /// <summary>Adds the primitives of locks.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("maglev_lock", &Lock, 3);
        table.Add("maglev_unlock", &Unlock, 1);
        table.Add("maglev_unlock_all", &UnlockAll, 0);
        table.Add("maglev_locks", &Locks, 0);
        table.Add("maglev_release_set", &ReleaseSet, 1);
        table.Add("maglev_add_to_release_set", &AddToReleaseSet, 2);
        table.Add("maglev_remove_from_release_set", &RemoveFromReleaseSet, 2);
        table.Add("maglev_clear_release_set", &ClearReleaseSet, 1);
    }

    /// <summary>
    /// Arguments: an array of objects, the number of a <see cref="LockKind"/>, how many seconds to wait (0: not at all, nil: for
    /// ever). Answers nil when all are locked as this view shows them; otherwise why not, and the objects, or arrays of object,
    /// session, kind and whether it waits.
    /// </summary>
    private static Value Lock(VmThread t, Arguments a)
    {
        ArrayObject uncommitted = t.Vm.NewArray([], 0);
        ulong[] ids = LocksOf(t).IdsOf((ArrayObject)a[0].Ref!, uncommitted);
        if (uncommitted.Count > 0)
        {
            return Refusal(t, "not_committed", uncommitted);
        }

        TimeSpan? limit = a[2].IsNil ? null : TimeSpan.FromSeconds(Math.Min(Coercions.ToDouble(t, a[2]), int.MaxValue));
        LockKind kind = (LockKind)a[1].Bits;
        bool hasWaited = false;
        LockReply reply = SessionPrimitives.Ask(t, _ => LocksOf(t).Acquire(t, kind, ids, limit, out hasWaited));
        return reply.Outcome switch
        {
            LockOutcome.Granted when reply.Changed.Length == 0 => Value.Nil,
            LockOutcome.Granted => Refusal(t, "changed", LocksOf(t).ObjectsOf(reply.Changed)),
            LockOutcome.Deadlock => Refusal(t, "deadlock", LocksOf(t).RowsOf(reply.Against)),
            _ => Refusal(t, hasWaited ? "timeout" : "denied", LocksOf(t).RowsOf(reply.Against)),
        };
    }

    /// <summary>Argument: an array of objects. What is not locked is passed over.</summary>
    private static Value Unlock(VmThread t, Arguments a)
    {
        ulong[] ids = LocksOf(t).IdsOf((ArrayObject)a[0].Ref!, t.Vm.NewArray([], 0));
        return SessionPrimitives.Tell(t, _ => LocksOf(t).Release(ids));
    }

    private static Value UnlockAll(VmThread t, Arguments a) => SessionPrimitives.Tell(t, _ => LocksOf(t).ReleaseAll());

    /// <summary>Arrays of object, session, kind and whether it waits.</summary>
    private static Value Locks(VmThread t, Arguments a) => LocksOf(t).RowsOf(SessionPrimitives.Ask(t, services => services.Locks()));

    /// <summary>Argument: whether those of aborts too. Answers the objects whose locks the end of the transaction gives up.</summary>
    private static Value ReleaseSet(VmThread t, Arguments a) => LocksOf(t).ObjectsOf(Set(t, a[0]));

    /// <summary>Arguments: as above, the object. Answers whether it is committed; otherwise nothing was done.</summary>
    private static Value AddToReleaseSet(VmThread t, Arguments a)
    {
        if (a[1].Ref is not { IsCommitted: true } body)
        {
            return Value.False;
        }

        Set(t, a[0]).Add(body.Id);
        return Value.True;
    }

    private static Value RemoveFromReleaseSet(VmThread t, Arguments a) =>
        Value.FromBoolean(a[1].Ref is { IsCommitted: true } body && Set(t, a[0]).Remove(body.Id));

    private static Value ClearReleaseSet(VmThread t, Arguments a)
    {
        Set(t, a[0]).Clear();
        return Value.True;
    }

    private static ObjectLocks LocksOf(VmThread t)
    {
        SessionPrimitives.Services(t);
        return t.Vm.Transaction.Locks;
    }

    private static HashSet<ulong> Set(VmThread t, Value ofAborts) => ofAborts.IsTruthy ? LocksOf(t).EndingWithTransaction : LocksOf(t).EndingWithCommit;

    private static Value Refusal(VmThread t, string reason, ArrayObject about)
    {
        Value[] pair = [t.Vm.Symbol(reason), about];
        return t.Vm.NewArray(pair, pair.Length);
    }
}

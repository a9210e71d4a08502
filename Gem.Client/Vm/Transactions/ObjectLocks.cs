using System.Diagnostics;
using Gem.Vm.Interpreter;
using Gem.Vm.Session;
using Gem.Vm.Values;
using Shared.ObjectFormat.Protocol;

namespace Gem.Vm.Transactions;

/// <summary>
/// The locks that a session asks for, and those of them that the end of a transaction gives up. The stone has the locks; nothing
/// is remembered here of those that stay until they are given up.
/// </summary>
public sealed class ObjectLocks(VirtualMachine vm)
{
    private static readonly TimeSpan LongestWaitAtOnce = TimeSpan.FromMilliseconds(50);

    /// <summary>Objects whose locks the next commit gives up.</summary>
    public HashSet<ulong> EndingWithCommit { get; } = [];

    /// <summary>Objects whose locks the next commit or abort gives up.</summary>
    public HashSet<ulong> EndingWithTransaction { get; } = [];

    private ISessionServices? Services => vm.Memory.Store as ISessionServices;

    /// <summary>
    /// Asks for locks on all of some committed objects. While it waits, as long as <paramref name="limit"/> says (zero: not at all,
    /// null: for ever), other threads run, and an interrupt ends the wait. A thread that asks while another one of the VM waits is denied.
    /// </summary>
    /// <exception cref="StoneRefusedException">Too many objects.</exception>
    public LockReply Acquire(VmThread thread, LockKind kind, ReadOnlySpan<ulong> objectIds, TimeSpan? limit, out bool hasWaited)
    {
        ISessionServices services = Services!;
        LockReply reply = services.Lock(kind, objectIds, limit != TimeSpan.Zero);
        hasWaited = reply.Outcome == LockOutcome.Waiting;
        return hasWaited ? Await(thread, services, limit) : reply;
    }

    /// <summary>Gives locks up; what is not locked is passed over.</summary>
    public void Release(ReadOnlySpan<ulong> objectIds)
    {
        foreach (ulong id in objectIds)
        {
            EndingWithCommit.Remove(id);
            EndingWithTransaction.Remove(id);
        }

        if (!objectIds.IsEmpty)
        {
            Services!.Unlock(objectIds);
        }
    }

    /// <summary>Gives all locks up.</summary>
    public void ReleaseAll()
    {
        EndingWithCommit.Clear();
        EndingWithTransaction.Clear();
        Services!.Unlock([]);
    }

    /// <summary>The ids of those of some objects that are committed; the others go to an array.</summary>
    public ulong[] IdsOf(ArrayObject objects, ArrayObject uncommitted)
    {
        List<ulong> ids = [];
        objects = vm.Fresh(objects);
        for (int i = 0; i < objects.Count; i++)
        {
            Value value = vm.Load(ref objects.Slot(i));
            if (value.Ref is { IsCommitted: true } body)
            {
                ids.Add(body.Id);
            }
            else
            {
                uncommitted.Append(value);
            }
        }

        return [.. ids];
    }

    /// <summary>The objects of ids.</summary>
    public ArrayObject ObjectsOf(IReadOnlyCollection<ulong> objectIds) => vm.NewArray([.. vm.Transaction.LiveObjects(objectIds)], objectIds.Count);

    /// <summary>Arrays of object, session, kind (a symbol) and whether it waits.</summary>
    public ArrayObject RowsOf(IReadOnlyCollection<SlotLock> locks)
    {
        ArrayObject rows = vm.NewArray([], 0);
        foreach ((SlotLock held, Value locked) in locks.Zip(vm.Transaction.LiveObjects([.. locks.Select(held => held.ObjectId)])))
        {
            Value[] row =
            [
                locked, Value.FromInteger(held.SessionId), vm.Symbol(NameOf((LockKind)held.Kind)),
                Value.FromBoolean(held.Waits != 0),
            ];
            rows.Append(vm.NewArray(row, row.Length));
        }

        return rows;
    }

    /// <summary>The outermost transaction has ended.</summary>
    internal void TransactionEnded(bool isCommitted)
    {
        if (isCommitted)
        {
            GiveUp(EndingWithCommit);
        }

        GiveUp(EndingWithTransaction);
    }

    private static string NameOf(LockKind kind) => kind switch
    {
        LockKind.Read => "read",
        LockKind.Write => "write",
        LockKind.Exclusive => "exclusive",
        _ => "none",
    };

    private void GiveUp(HashSet<ulong> ending)
    {
        if (ending.Count > 0)
        {
            Services!.Unlock([.. ending]);
            ending.Clear();
        }
    }

    private static LockReply Await(VmThread thread, ISessionServices services, TimeSpan? limit)
    {
        long start = Stopwatch.GetTimestamp();
        bool isOver = false;
        try
        {
            while (true)
            {
                int seen = services.SignalSequence;
                LockReply reply = services.AwaitLock();
                TimeSpan left = limit is { } most ? most - Stopwatch.GetElapsedTime(start) : LongestWaitAtOnce;
                if (reply.Outcome != LockOutcome.Waiting || left <= TimeSpan.Zero)
                {
                    isOver = true;
                    return reply.Outcome == LockOutcome.Waiting ? services.CancelLock() : reply;
                }

                using (thread.Owner.LetOthersRun(thread))
                {
                    services.WaitForSignal(seen, (int)Math.Ceiling(Math.Min(left.TotalMilliseconds, LongestWaitAtOnce.TotalMilliseconds)));
                }

                thread.Owner.RunPendingActions(thread, isWaiting: true);
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
}

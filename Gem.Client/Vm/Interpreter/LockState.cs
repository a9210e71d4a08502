using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// Who holds an object as a lock and who waits for it, in this VM: no part of the object: a committed lock is free in every VM
/// that faults it, and one that is held is not committed for the first time.
/// </summary>
public sealed class LockState(HeapObject body)
{
    /// <summary>The object.</summary>
    public HeapObject Body => body;

    private readonly LinkedList<ThreadObject> _waiting = new();

    /// <summary>The fiber that holds it; null when it is free.</summary>
    public FiberObject? Holder { get; private set; }

    /// <summary>How many times its holder has taken it.</summary>
    public int Depth { get; private set; }

    /// <summary>Threads that wait.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>True when the running fiber holds it.</summary>
    public bool IsHeldBy(VmThread thread) => Holder is not null && Holder == FiberSwitch.Of(thread);

    /// <summary>Takes it if it is free or the running fiber's.</summary>
    public bool TryEnter(VmThread thread)
    {
        if (Holder is null)
        {
            Holder = FiberSwitch.Of(thread);
            thread.Owner.HeldLocks.Add(this);
        }
        else if (!IsHeldBy(thread))
        {
            return false;
        }

        Depth++;
        return true;
    }

    /// <summary>Takes it, waiting while another holds it.</summary>
    public void Enter(VmThread thread)
    {
        while (!TryEnter(thread))
        {
            Await(thread, null);
        }
    }

    /// <summary>Gives it back once; free then, it wakes the first that waits.</summary>
    public void Exit(VmThread thread)
    {
        if (--Depth == 0)
        {
            Holder = null;
            thread.Owner.HeldLocks.Remove(this);
            WakeFirst();
        }
    }

    /// <summary>Gives it back whole; answers how many times it was taken.</summary>
    public int ExitWhole(VmThread thread)
    {
        int depth = Depth;
        Depth = 1;
        Exit(thread);
        return depth;
    }

    /// <summary>Takes it as often as <see cref="ExitWhole"/> said.</summary>
    public void EnterWhole(VmThread thread, int depth)
    {
        Enter(thread);
        Depth = depth;
    }

    /// <summary>Waits until it is woken; false when a limit (null: none) has passed.</summary>
    public bool Await(VmThread thread, TimeSpan? limit)
    {
        LinkedListNode<ThreadObject> place = _waiting.AddLast(thread.Owner);
        try
        {
            return thread.Owner.Park(thread, limit, GuestThreadState.WaitingForThreads);
        }
        finally
        {
            if (place.List is not null)
            {
                _waiting.Remove(place);
            }
        }
    }

    /// <summary>Wakes the thread that waits longest.</summary>
    public void WakeFirst()
    {
        if (_waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            first.Value.Wake();
        }
    }

    /// <summary>Wakes all.</summary>
    public void WakeAll()
    {
        while (_waiting.Count > 0)
        {
            WakeFirst();
        }
    }
}

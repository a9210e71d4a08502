using Gem.Vm.Interpreter;

namespace Gem.Vm.Values;

/// <summary>
/// A guest thread: a line of execution of its own, and those of its fibers. What it holds for others is written by the thread
/// that runs (<see cref="VmLock"/>), but for what is posted.
/// </summary>
public sealed partial class ThreadObject : HeapObject
{
    private readonly SemaphoreSlim _turn = new(0);
    private readonly ThreadMailbox _mailbox = new();

    /// <summary>A thread that has not begun.</summary>
    public ThreadObject()
    {
        Root = null!;
        Current = null!;
    }

    /// <summary>A thread around its first line of execution.</summary>
    internal ThreadObject(VmThread root)
    {
        Root = root;
        Current = root;
        State = GuestThreadState.Running;
    }

    /// <summary>Its first line of execution.</summary>
    public VmThread Root { get; private set; }

    /// <summary>The line that runs, or would when the thread has its turn: the root, or a fiber's.</summary>
    public VmThread Current { get; private set; }

    /// <summary>What it does.</summary>
    public GuestThreadState State { get; internal set; }

    /// <summary>What it runs; null for the main thread.</summary>
    public ProcObject? Block { get; private set; }

    /// <summary>What its block answered.</summary>
    public Value Result { get; internal set; } = Value.Nil;

    /// <summary>The exception that ended it, or nil.</summary>
    public Value Failure { get; internal set; } = Value.Nil;

    /// <summary>Interrupts of other threads, and which of them are put off.</summary>
    public InterruptQueue Interrupts { get; } = new();

    /// <summary>The line that was read last ($_ in Ruby).</summary>
    public Value LastLine { get; set; } = Value.Nil;

    /// <summary>How the process that ended last did ($? in Ruby).</summary>
    public Value LastStatus { get; set; } = Value.Nil;

    /// <summary>Locks it holds; they are released when it ends.</summary>
    internal List<LockState> HeldLocks { get; } = [];

    /// <summary>Threads that wait for its end.</summary>
    internal List<ThreadObject> Joiners { get; } = [];

    /// <summary>The fiber that has the next turn, while a switch is under way. These are fields: copying a struct of them costs more.</summary>
    internal FiberObject? NextFiber;

    /// <summary>What it is given.</summary>
    internal Value NextValue;

    /// <summary>What starts there instead; null for a value.</summary>
    internal Unwinding? NextUnwinding;

    /// <summary>The fiber that waits on the native stack for its turn, above all others that do.</summary>
    internal FiberObject? Waiting;

    /// <summary>Above 0 neither another thread nor an interrupt comes between its instructions.</summary>
    private int _holds;

    /// <summary>Has an action run on this thread at its next poll; from any native thread.</summary>
    public void Post(Action<VmThread> action)
    {
        _mailbox.Add(action);
        Current?.RequestPoll();
    }

    /// <summary>Runs what was posted and takes an interrupt; either may throw into the guest program.</summary>
    public void RunPendingActions(VmThread current, bool isWaiting = false)
    {
        while (_mailbox.TryTake(out Action<VmThread>? action))
        {
            action(current);
        }

        Interrupts.Deliver(current, isWaiting);
    }

    /// <summary>What a poll does; nothing that a program sees while instructions are held together.</summary>
    public void Poll(VmThread current)
    {
        current.Vm.News?.VoteIfDue();
        if (_holds == 0)
        {
            RunPendingActions(current);
            current.Vm.Lock.PassWhenDue(this);
        }
    }

    /// <summary>From here on nothing comes between this thread's instructions, until as many calls of <see cref="LetGo"/>.</summary>
    public void Hold() => _holds++;

    /// <summary>Ends a hold; what waited comes at the next poll.</summary>
    public void LetGo()
    {
        if (--_holds == 0 && Current.Vm.Lock.IsShared)
        {
            Current.RequestPoll();
        }
    }

    /// <summary>As <see cref="Park"/>, because the program has said that it stops: it waits for nothing that another VM lacks.</summary>
    public void Stop(VmThread current, TimeSpan? limit, GuestThreadState state = GuestThreadState.Sleeping)
    {
        _hasStopped = true;
        try
        {
            Park(current, limit, state);
        }
        finally
        {
            _hasStopped = false;
        }
    }

    /// <summary>
    /// Waits until <see cref="Wake"/>, or as long as a limit (null: for ever); what is posted runs meanwhile and may end the wait by
    /// throwing. Answers whether it was woken. Others run, also when instructions are held together.
    /// </summary>
    public bool Park(VmThread current, TimeSpan? limit, GuestThreadState state = GuestThreadState.Sleeping)
    {
        int holds = _holds;
        _holds = 0;
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        _mailbox.TakeWake();
        try
        {
            while (true)
            {
                RunPendingActions(current, isWaiting: true);
                if (_mailbox.TakeWake())
                {
                    return true;
                }

                TimeSpan left = limit is { } most ? most - System.Diagnostics.Stopwatch.GetElapsedTime(start) : Timeout.InfiniteTimeSpan;
                if (limit is not null && left <= TimeSpan.Zero)
                {
                    return false;
                }

                Wait(current.Vm, left, limit is null ? state : GuestThreadState.Sleeping);
            }
        }
        finally
        {
            _holds = holds;
        }
    }

    /// <summary>Waits until something is posted, or as long as a limit, and runs it.</summary>
    public void AwaitPost(VmThread current, TimeSpan limit)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        for (TimeSpan left = limit; _mailbox.IsEmpty && left > TimeSpan.Zero; left = limit - System.Diagnostics.Stopwatch.GetElapsedTime(start))
        {
            Wait(current.Vm, left, GuestThreadState.Sleeping);
        }

        RunPendingActions(current);
    }

    /// <summary>True when a wait has been ended, or something was posted, and the thread has not had its turn yet.</summary>
    internal bool IsWoken => _mailbox.IsWoken || !_mailbox.IsEmpty;

    /// <summary>Ends the wait of <see cref="Park"/>.</summary>
    public void Wake() => _mailbox.Wake();

    /// <summary>Gives the right to run away while native code waits for the system.</summary>
    public Away LetOthersRun(VmThread current)
    {
        State = GuestThreadState.Sleeping;
        current.Vm.Lock.Release();
        return new Away(this, current.Vm.Lock);
    }

    /// <summary>This thread begins with a line and what it runs.</summary>
    internal void Begin(VmThread root, ProcObject? block)
    {
        Root = root;
        Current = root;
        Block = block;
        State = GuestThreadState.Running;
    }

    /// <summary>A line of this thread has its turn.</summary>
    internal void Enter(VmThread line)
    {
        Current = line;
        if (!_mailbox.IsEmpty)
        {
            line.RequestPoll();
        }
    }

    /// <summary>Waits until the right to run is this thread's.</summary>
    internal void AwaitTurn() => _turn.Wait();

    /// <summary>The right to run is this thread's.</summary>
    internal void GiveTurn() => _turn.Release();

    private void Wait(VirtualMachine vm, TimeSpan left, GuestThreadState state)
    {
        State = state;
        if (state == GuestThreadState.WaitingForThreads)
        {
            vm.Threads.CheckDeadlock();
        }

        vm.Lock.Release();
        _mailbox.Wait(left);
        vm.Lock.Acquire(this);
        State = GuestThreadState.Running;
    }

    /// <summary>While it lives, the thread does without the right to run.</summary>
    public readonly struct Away(ThreadObject thread, VmLock @lock) : IDisposable
    {
        /// <summary>The thread waits for its turn.</summary>
        public void Dispose()
        {
            @lock.Acquire(thread);
            thread.State = GuestThreadState.Running;
        }
    }
}

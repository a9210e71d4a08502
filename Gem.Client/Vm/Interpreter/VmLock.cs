using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// The right to run guest code. One thread of a VM has it; it gives it away while it waits for something, and at a poll when
/// another has waited for a time slice. Who comes first is served first. While nobody has it, one of the VM's own threads may
/// visit the VM; then whoever wants it waits until the visit is over.
/// </summary>
/// <param name="main">The thread that has it first.</param>
public sealed class VmLock(ThreadObject main)
{
    private const int TimeSliceMilliseconds = 10;

    private readonly object _gate = new();
    private readonly Queue<ThreadObject> _waiting = new();
    private ThreadObject? _owner = main;
    private bool _isVisited;
    private volatile bool _isShared;
    private volatile bool _isSwitchDue;

    /// <summary>True once there was a second thread.</summary>
    public bool IsShared => _isShared;

    /// <summary>The thread that runs; null while all wait.</summary>
    public ThreadObject? Owner => _owner;

    /// <summary>The thread that runs is about to have a second one beside it.</summary>
    internal void Share()
    {
        if (!_isShared)
        {
            _isShared = true;
            new Thread(RunClock) { Name = "time slices", IsBackground = true }.Start();
        }
    }

    /// <summary>Waits for the right to run.</summary>
    public void Acquire(ThreadObject thread)
    {
        lock (_gate)
        {
            if (_owner is null && !_isVisited)
            {
                _owner = thread;
                return;
            }

            Enqueue(thread);
        }

        thread.AwaitTurn();
    }

    /// <summary>Gives the right to run to whoever waits.</summary>
    public void Release()
    {
        ThreadObject? next;
        lock (_gate)
        {
            _waiting.TryDequeue(out next);
            _owner = next;
            _isSwitchDue = false;
        }

        next?.GiveTurn();
    }

    /// <summary>
    /// On a thread that runs no guest code: does something while none runs. When one does: has it poll, and answers false.
    /// </summary>
    public bool TryVisit(Action visit)
    {
        lock (_gate)
        {
            if (_owner is not null || _isVisited)
            {
                _owner?.Current.RequestPoll();
                return false;
            }

            _isVisited = true;
        }

        try
        {
            visit();
        }
        finally
        {
            lock (_gate)
            {
                _isVisited = false;
            }

            Release();
        }

        return true;
    }

    /// <summary>Has another thread run first, if one waits.</summary>
    public void Pass(ThreadObject thread)
    {
        ThreadObject? next;
        lock (_gate)
        {
            _isSwitchDue = false;
            if (!_waiting.TryDequeue(out next))
            {
                return;
            }

            _owner = next;
            Enqueue(thread);
        }

        next.GiveTurn();
        thread.AwaitTurn();
    }

    /// <summary>At a poll: passes the right on when the time slice is over.</summary>
    internal void PassWhenDue(ThreadObject thread)
    {
        if (_isSwitchDue)
        {
            Pass(thread);
        }
    }

    private void Enqueue(ThreadObject thread)
    {
        _waiting.Enqueue(thread);
        if (_waiting.Count == 1)
        {
            Monitor.Pulse(_gate);
        }
    }

    private void RunClock()
    {
        while (true)
        {
            lock (_gate)
            {
                while (_waiting.Count == 0)
                {
                    Monitor.Wait(_gate);
                }
            }

            Thread.Sleep(TimeSliceMilliseconds);
            lock (_gate)
            {
                if (_waiting.Count > 0)
                {
                    _isSwitchDue = true;
                    _owner?.Current.RequestPoll();
                }
            }
        }
    }
}

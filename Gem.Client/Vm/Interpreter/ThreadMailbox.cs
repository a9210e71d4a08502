using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Gem.Vm.Interpreter;

/// <summary>What reaches a guest thread from other native threads: actions to run, and the end of a wait.</summary>
internal sealed class ThreadMailbox
{
    /// <summary>.NET waits for 24 days at most.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly ConcurrentQueue<Action<VmThread>> _actions = new();
    private readonly SemaphoreSlim _arrived = new(0, int.MaxValue);
    private volatile int _count;
    private int _isWoken;

    /// <summary>True when no action waits.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>True when a wait has been ended and nobody has taken note.</summary>
    public bool IsWoken => Volatile.Read(ref _isWoken) == 1;

    /// <summary>Puts an action in and ends a wait.</summary>
    public void Add(Action<VmThread> action)
    {
        _actions.Enqueue(action);
        Interlocked.Increment(ref _count);
        _arrived.Release();
    }

    /// <summary>Takes the oldest action.</summary>
    public bool TryTake([NotNullWhen(true)] out Action<VmThread>? action)
    {
        action = null;
        if (_count == 0 || !_actions.TryDequeue(out action))
        {
            return false;
        }

        Interlocked.Decrement(ref _count);
        return true;
    }

    /// <summary>Ends a wait, or the next one.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isWoken, 1) == 0)
        {
            _arrived.Release();
        }
    }

    /// <summary>Whether somebody has called <see cref="Wake"/> since this was asked.</summary>
    public bool TakeWake() => Interlocked.Exchange(ref _isWoken, 0) == 1;

    /// <summary>Waits for either; may end early, and does so after a day.</summary>
    public void Wait(TimeSpan limit) => _arrived.Wait(limit < LongestWait ? limit : LongestWait);
}

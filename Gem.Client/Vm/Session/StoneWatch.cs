namespace Gem.Vm.Session;

/// <summary>
/// A thread of its own that calls back whenever the stone has something to tell the session. It asks the stone nothing itself:
/// that is the VM's, under its lock.
/// </summary>
internal sealed class StoneWatch : IDisposable
{
    private const int WaitMilliseconds = 1000;

    /// <summary>What could not be done, because the VM is busy or its view old, is tried again.</summary>
    private const int RetryMilliseconds = 5;

    /// <summary>What runs there goes a few calls deep.</summary>
    private const int StackBytes = 256 << 10;

    private readonly StoneSession _session;
    private readonly Func<bool> _onNews;
    private readonly Thread _thread;
    private volatile bool _isStopping;

    /// <summary>Begins; what came before is told at once.</summary>
    public StoneWatch(StoneSession session, Func<bool> onNews)
    {
        _session = session;
        _onNews = onNews;
        _thread = new Thread(Run, StackBytes) { Name = "stone watch", IsBackground = true };
        _thread.UnsafeStart();
    }

    /// <summary>Ends the thread. Before the session ends: its memory is looked at until then.</summary>
    public void Dispose()
    {
        _isStopping = true;
        do
        {
            _session.WakeWatch();
        }
        while (!_thread.Join(1));
    }

    private void Run()
    {
        int seen = 0;
        bool isDone = true;
        while (!_isStopping)
        {
            int now = _session.SignalSequence;
            if (now == seen && isDone)
            {
                _session.WaitForSignal(seen, WaitMilliseconds);
                continue;
            }

            if (!isDone)
            {
                _session.WaitForSignal(now, RetryMilliseconds);
            }

            seen = now;
            isDone = _onNews();
        }
    }
}

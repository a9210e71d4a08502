namespace Gem.Vm.Session;

/// <summary>
/// A thread of its own that calls back whenever the stone has something to tell the session, for programs that asked to be
/// told. It asks the stone nothing itself: that is the VM's, under its lock.
/// </summary>
public sealed class SignalWatch : IDisposable
{
    private const int WaitMilliseconds = 250;
    private readonly ISessionServices _session;
    private readonly Action _onSignal;
    private readonly Thread _thread;
    private volatile bool _isStopping;

    /// <summary>Begins; what came before is told at once.</summary>
    public SignalWatch(ISessionServices session, Action onSignal)
    {
        _session = session;
        _onSignal = onSignal;
        _thread = new Thread(Run) { Name = "signals", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends the thread. Before the session ends: its memory is looked at until then.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _thread.Join();
    }

    private void Run()
    {
        int seen = 0;
        while (!_isStopping)
        {
            int now = _session.SignalSequence;
            if (now == seen)
            {
                _session.WaitForSignal(seen, WaitMilliseconds);
                continue;
            }
            seen = now;
            _onSignal();
        }
    }
}

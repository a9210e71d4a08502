using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>
/// Verifies what a start has left unverified, on a thread of its own that pauses before each megabyte, so that commits keep their
/// pace. Damage stops the engine, with a line that names file and page.
/// </summary>
internal sealed class VerificationThread : IDisposable
{
    private const int PieceBytes = 1 << 20;

    private readonly RepositoryCore _core;
    private readonly ManualResetEventSlim _stopping = new();
    private readonly Thread _thread;
    private long _readBytes;
    private long _pausedAtBytes = -PieceBytes;

    /// <summary>Starts the thread.</summary>
    public VerificationThread(RepositoryCore core, UnverifiedPages unverified)
    {
        _core = core;
        _thread = new Thread(() => Run(unverified)) { IsBackground = true, Name = "verification", Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>Waits until everything is verified, or the engine has stopped.</summary>
    public void Wait() => _thread.Join();

    /// <summary>Ends the thread, wherever it is.</summary>
    public void Dispose()
    {
        _stopping.Set();
        _thread.Join();
        _stopping.Dispose();
    }

    private void Run(UnverifiedPages unverified)
    {
        try
        {
            Pause(0);
            new PageSweep(_core, unverified, Pause).Run();
            _core.Logger.Information("All pages were verified: {Bytes} bytes since the start", _readBytes);
        }
        catch (OperationCanceledException)
        {
            // The stone stops. What is left is verified after its next start.
        }
        catch (StorageFailedException)
        {
            // The engine has stopped and told.
        }
        catch (Exception exception)
        {
            _core.Fail(exception);
        }
    }

    private void Pause(int bytes)
    {
        _readBytes += bytes;
        bool isDue = _readBytes - _pausedAtBytes >= PieceBytes;
        _pausedAtBytes = isDue ? _readBytes : _pausedAtBytes;
        if (isDue ? _stopping.Wait(_core.Settings.VerificationPause) : _stopping.IsSet)
        {
            throw new OperationCanceledException();
        }
    }
}

using Stone.Server.Storage;

namespace Stone.Server.Checkpoint;

/// <summary>
/// Makes checkpoints on a thread of its own: when the log has grown, when the extents would grow though much only waits for a checkpoint, when
/// time has passed, or when asked. Also makes the next log segment ahead of its time.
/// </summary>
internal sealed class CheckpointThread : IDisposable
{
    private readonly RepositoryCore _core;
    private readonly Lock _running;
    private readonly CheckpointPace _pace;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private volatile bool _stopping;
    private volatile bool _requested;
    private ulong _preparedAfter;
    private long _logBytesAtLast;

    /// <summary>Starts the thread. <paramref name="running"/> is held during a checkpoint, so that there is one at a time.</summary>
    public CheckpointThread(RepositoryCore core, Lock running, CheckpointPace pace)
    {
        _core = core;
        _running = running;
        _pace = pace;
        core.RoomIsShort = () => _wake.Set();
        _thread = new Thread(Loop) { IsBackground = true, Name = "checkpoint" };
        _thread.Start();
    }

    /// <summary>Checkpoints that were completed.</summary>
    public long CompletedCount { get; private set; }

    /// <summary>Asks for a checkpoint soon.</summary>
    public void Request()
    {
        _requested = true;
        _wake.Set();
    }

    /// <summary>Called after each batch: asks for a checkpoint when the log has grown enough or room waits for one, and for segments when one was begun.</summary>
    public void LogHasGrown()
    {
        if (HasGrownEnough() || _core.RoomWaitsForCheckpoint || _core.Log.Segment != Volatile.Read(ref _preparedAfter))
        {
            _wake.Set();
        }
    }

    /// <summary>Ends the thread after the checkpoint it is making.</summary>
    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private bool HasGrownEnough()
    {
        long limit = _core.Settings.CheckpointLogBytes;
        return limit > 0 && _core.Log.WrittenBytes - Volatile.Read(ref _logBytesAtLast) >= limit;
    }

    /// <summary>Commits are refused for want of room, and there is something that a checkpoint may give back.</summary>
    private bool MayFreeRoom() => _core.Shortage.Length > 0 && HasGrown();

    private bool HasGrown() => _core.Log.WrittenBytes != Volatile.Read(ref _logBytesAtLast);

    private void Loop()
    {
        while (!_stopping)
        {
            bool woken = _wake.WaitOne(_core.Settings.CheckpointInterval);
            if (_stopping)
            {
                return;
            }
            try
            {
                PrepareSegments();
                bool timeHasPassed = !woken && HasGrown();
                if (_requested || timeHasPassed || HasGrownEnough() || (HasGrown() && _core.RoomWaitsForCheckpoint) || MayFreeRoom())
                {
                    _requested = false;
                    Volatile.Write(ref _logBytesAtLast, _core.Log.WrittenBytes);
                    Run();
                    CompletedCount++;
                }
            }
            catch (RepositoryFullException full)
            {
                _core.Logger.Warning("There is no room for a checkpoint: {Message}", full.Message);
            }
            catch (StorageFailedException)
            {
                // The engine has stopped and told; nothing is left to do here.
                return;
            }
            catch (Exception exception)
            {
                _core.Fail(exception);
                return;
            }
        }
    }

    private void PrepareSegments()
    {
        ulong current = _core.Log.Segment;
        if (current == Volatile.Read(ref _preparedAfter))
        {
            return;
        }
        Volatile.Write(ref _preparedAfter, current);
        try
        {
            _core.Log.PrepareSegments();
        }
        catch (RepositoryFullException full)
        {
            // A commit that needs them tries again, and a checkpoint may free some.
            _core.Logger.Warning("The log has little room left: {Message}", full.Message);
        }
    }

    private void Run()
    {
        lock (_running)
        {
            new CheckpointRun(_core).RunAll(_pace);
        }
    }
}

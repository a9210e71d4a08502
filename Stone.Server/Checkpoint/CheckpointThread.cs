using Stone.Server.Storage;

namespace Stone.Server.Checkpoint;

/// <summary>
/// Makes checkpoints on a thread of its own: when the log has grown, when time has passed, or when asked. Also makes the next
/// log segment ahead of its time.
/// </summary>
internal sealed class CheckpointThread : IDisposable
{
    private readonly RepositoryCore _core;
    private readonly Lock _running;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private volatile bool _stopping;
    private volatile bool _requested;
    private ulong _preparedAfter;
    private long _logBytesAtLast;

    /// <summary>Starts the thread. <paramref name="running"/> is held during a checkpoint, so that there is one at a time.</summary>
    public CheckpointThread(RepositoryCore core, Lock running)
    {
        _core = core;
        _running = running;
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

    /// <summary>Called after each batch: asks for a checkpoint when the log has grown enough, and for a segment when one was begun.</summary>
    public void LogHasGrown()
    {
        if (HasGrownEnough() || _core.Log.Segment != Volatile.Read(ref _preparedAfter))
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
                PrepareSegment();
                bool timeHasPassed = !woken && _core.Log.WrittenBytes != Volatile.Read(ref _logBytesAtLast);
                if (_requested || timeHasPassed || HasGrownEnough())
                {
                    _requested = false;
                    Volatile.Write(ref _logBytesAtLast, _core.Log.WrittenBytes);
                    RunPaced();
                    CompletedCount++;
                }
            }
            catch (RepositoryFullException full)
            {
                _core.Logger.Warning("no checkpoint: {Message}", full.Message);
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

    private void PrepareSegment()
    {
        ulong current = _core.Log.Segment;
        if (current != Volatile.Read(ref _preparedAfter))
        {
            Volatile.Write(ref _preparedAfter, current);
            _core.Log.PrepareNextSegment();
        }
    }

    private void RunPaced()
    {
        lock (_running)
        {
            var run = new CheckpointRun(_core);
            run.Cut();
            while (run.WriteRegion())
            {
                if (!_stopping)
                {
                    Thread.Sleep(_core.Settings.CheckpointPause);
                }
            }
            run.SyncExtent();
            run.WriteMeta();
            run.SyncMeta();
            run.Complete();
        }
    }
}

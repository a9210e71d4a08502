using Stone.Server.Storage;

namespace Stone.Server.Checkpoint;

/// <summary>Makes checkpoints on a thread of its own: when the log has grown, when time has passed, or when asked.</summary>
internal sealed class CheckpointThread : IDisposable
{
    private readonly RepositoryCore _core;
    private readonly Lock _running;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private volatile bool _stopping;
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
    public void Request() => _wake.Set();

    /// <summary>Called after each batch: asks for a checkpoint when the log has grown enough.</summary>
    public void LogHasGrown()
    {
        long limit = _core.Settings.CheckpointLogBytes;
        if (limit > 0 && _core.Log.WrittenBytes - Volatile.Read(ref _logBytesAtLast) >= limit)
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

    private void Loop()
    {
        while (!_stopping)
        {
            bool asked = _wake.WaitOne(_core.Settings.CheckpointInterval);
            long logBytes = _core.Log.WrittenBytes;
            if (_stopping || (!asked && logBytes == Volatile.Read(ref _logBytesAtLast)))
            {
                continue;
            }
            Volatile.Write(ref _logBytesAtLast, logBytes);
            try
            {
                RunPaced();
                CompletedCount++;
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

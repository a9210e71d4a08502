using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Sessions;

/// <summary>Writes and publishes one closed batch at a time on a thread of its own. Used by the request loop's thread.</summary>
internal sealed class BatchWriter : IDisposable
{
    private readonly StorageEngine _engine;
    private readonly Action _wakeLoop;
    private readonly AutoResetEvent _hasWork = new(false);
    private readonly Thread _thread;
    private LoggedBatch? _batch;
    private Exception? _failure;
    private volatile bool _isDone;
    private volatile bool _isStopping;

    /// <summary>Starts the thread. <paramref name="wakeLoop"/> is called on it after each batch.</summary>
    public BatchWriter(StorageEngine engine, Action wakeLoop)
    {
        _engine = engine;
        _wakeLoop = wakeLoop;
        _thread = new Thread(Run) { Name = "log writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Whether a batch was given that <see cref="TryEnd"/> has not taken back.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Gives it a batch. Only when it is not busy.</summary>
    public void Begin(LoggedBatch? batch)
    {
        _batch = batch;
        _isDone = false;
        IsBusy = true;
        _hasWork.Set();
    }

    /// <summary>Takes the batch back when it is published. Throws what writing it threw.</summary>
    public bool TryEnd()
    {
        if (!_isDone)
            return false;
        IsBusy = false;
        return _failure is null ? true : throw new StorageFailedException(_failure.Message, _failure);
    }

    /// <summary>Ends the thread after its batch.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _hasWork.Set();
        _thread.Join();
        _hasWork.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _hasWork.WaitOne();
            if (_isStopping)
                return;
            try
            {
                _engine.CompleteBatch(_batch);
            }
            catch (Exception e)
            {
                _failure = e;
            }
            _isDone = true;
            _wakeLoop();
        }
    }
}

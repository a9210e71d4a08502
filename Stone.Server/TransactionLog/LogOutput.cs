namespace Stone.Server.TransactionLog;

/// <summary>
/// Brings batches to the disk in the order of the log. A segment is synced before the next one is written, so what is durable is
/// always a prefix of the log. Not thread-safe; used by who writes the log.
/// </summary>
public sealed unsafe class LogOutput : IDisposable
{
    private const int LargestWriteBytes = 256 << 20;

    private ILogFile? _file;
    private bool _hasUnsynced;

    /// <summary>Writes a batch, durably if it must be; with it all before it.</summary>
    public void Write(LoggedBatch logged)
    {
        if (!ReferenceEquals(_file, logged.File))
        {
            Close();
            _file = logged.File;
        }
        // A durable write is one past the cache: it does not cover what waits there.
        bool isDurableWrite = logged.MustSync && !_hasUnsynced;
        for (long at = 0; at < logged.LengthBytes; at += LargestWriteBytes)
        {
            var piece = new ReadOnlySpan<byte>(logged.Batch.Buffer + at, (int)Math.Min(LargestWriteBytes, logged.LengthBytes - at));
            if (isDurableWrite)
            {
                _file.WriteDurable(logged.OffsetBytes + at, piece);
            }
            else
            {
                _file.Write(logged.OffsetBytes + at, piece);
                _hasUnsynced = true;
            }
        }
        if (logged.MustSync)
        {
            Sync();
        }
    }

    /// <summary>Makes everything durable and leaves the segment, which is not written again.</summary>
    public void Close()
    {
        Sync();
        Dispose();
    }

    /// <summary>Leaves the segment as it is.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Sync()
    {
        if (_hasUnsynced)
        {
            _file!.Sync();
            _hasUnsynced = false;
        }
    }
}

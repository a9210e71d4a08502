using Stone.Server.TransactionLog;

namespace CrashSimulation;

/// <summary>A log segment on a simulated disk.</summary>
public sealed unsafe class SimulatedLogFile(SimulatedDisk disk, SimulatedFile file, string name) : ILogFile
{
    private long _unsyncedFrom = long.MaxValue;
    private long _unsyncedTo;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public long LengthBytes => file.LengthBytes;

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination) => new ReadOnlySpan<byte>(file.Seen + offset, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        if (disk.ShortensLogWrites)
        {
            source = source[..(source.Length / 2)];
            source.CopyTo(new Span<byte>(file.Seen + offset, source.Length));
            throw new IOException("simulated short write");
        }
        source.CopyTo(new Span<byte>(file.Seen + offset, source.Length));
        _unsyncedFrom = Math.Min(_unsyncedFrom, offset);
        _unsyncedTo = Math.Max(_unsyncedTo, offset + source.Length);
        disk.Operation("write log");
    }

    /// <inheritdoc/>
    public void Sync()
    {
        disk.Operation("sync log");
        if (disk.SyncsLog && _unsyncedFrom < _unsyncedTo)
        {
            file.SyncRange(_unsyncedFrom, _unsyncedTo);
        }
        _unsyncedFrom = long.MaxValue;
        _unsyncedTo = 0;
        disk.Operation("after sync");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The disk keeps it.
    }
}

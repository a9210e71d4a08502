using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace CrashSimulation;

/// <summary>An extent on a simulated disk; the "mapping" is the file's memory itself.</summary>
public sealed unsafe class SimulatedExtentFile(SimulatedDisk disk, SimulatedFile file) : IExtentFile
{
    private bool _metaWritten;

    /// <inheritdoc/>
    public string Name => "extent0";

    /// <inheritdoc/>
    public long LengthBytes => file.LengthBytes;

    /// <inheritdoc/>
    public byte* Base { get; private set; }

    /// <inheritdoc/>
    public void Map(long maximumBytes) => Base = file.Seen;

    /// <inheritdoc/>
    public void Grow(long lengthBytes)
    {
        disk.Operation("grow");
        disk.Allocate(lengthBytes - file.LengthBytes);
        file.Extend(lengthBytes);
    }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination) => new ReadOnlySpan<byte>(file.Seen + offset, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        // The write reaches the cache even when power is lost in it.
        source.CopyTo(new Span<byte>(file.Seen + offset, source.Length));
        _metaWritten |= offset < 2 * Frame.SizeBytes;
        disk.Operation("write extent");
    }

    /// <inheritdoc/>
    public void StartWriteback(long offset, long lengthBytes)
    {
        disk.Operation("write back");
        file.WriteBackSome(disk.Random, 16);
    }

    /// <inheritdoc/>
    public void Sync()
    {
        disk.Operation("sync extent");
        if (_metaWritten || disk.SyncsExtentBeforeMeta)
        {
            file.Sync();
        }
        _metaWritten = false;
        disk.Operation("after sync");
    }

    /// <inheritdoc/>
    public void Dispose() => Base = null;
}

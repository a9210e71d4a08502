using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace CrashSimulation;

/// <summary>An extent on a simulated disk.</summary>
public sealed unsafe class SimulatedExtentFile(SimulatedDisk disk, SimulatedFile file, int index) : IExtentFile
{
    private bool _metaWritten;

    /// <inheritdoc/>
    public string Name => $"extent{index}";

    /// <inheritdoc/>
    public long LengthBytes => file.LengthBytes;

    /// <inheritdoc/>
    public void FillHoles()
    {
        // It has none.
    }

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
        if ((_metaWritten || disk.SyncsExtentBeforeMeta) && (disk.SyncsOtherExtents || index == 0 || disk.Extents[index] != file))
        {
            file.Sync();
        }
        _metaWritten = false;
        disk.Operation("after sync");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The disk stays.
    }
}

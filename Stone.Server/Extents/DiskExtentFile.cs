using Microsoft.Win32.SafeHandles;
using Shared.ObjectFormat.Platform;
using Stone.Server.Storage;

namespace Stone.Server.Extents;

/// <summary>An extent in a file of the file system.</summary>
public sealed unsafe class DiskExtentFile(string path, SafeFileHandle handle, IPlatform platform) : IExtentFile
{
    private FileMap? _map;

    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public long LengthBytes { get; private set; } = RandomAccess.GetLength(handle);

    /// <inheritdoc/>
    public byte* Base { get; private set; }

    /// <inheritdoc/>
    public void Map(long maximumBytes)
    {
        _map = platform.MapFile(path, maximumBytes, writable: true);
        Base = _map.Pointer;
    }

    /// <inheritdoc/>
    public void Grow(long lengthBytes)
    {
        long before = LengthBytes;
        try
        {
            platform.Allocate(handle, before, lengthBytes - before);
        }
        catch (IOException exception)
        {
            // An allocation that failed may leave the file longer than it was told to be.
            RandomAccess.SetLength(handle, before);
            throw new RepositoryFullException($"{path}: there is no room for {lengthBytes - before} more bytes: {exception.Message}", exception);
        }
        LengthBytes = lengthBytes;
        if (_map != null && _map.FollowGrowth())
        {
            Base = _map.Pointer;
        }
    }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination) => DiskFile.ReadAll(handle, path, offset, destination);

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source) => RandomAccess.Write(handle, source, offset);

    /// <inheritdoc/>
    public void StartWriteback(long offset, long lengthBytes) => platform.StartWriteback(handle, offset, lengthBytes);

    /// <inheritdoc/>
    public void Sync() => platform.SyncData(handle);

    /// <inheritdoc/>
    public void Dispose()
    {
        _map?.Dispose();
        Base = null;
        handle.Dispose();
    }
}

using Microsoft.Win32.SafeHandles;
using Shared.ObjectFormat.Platform;
using Stone.Server.Storage;

namespace Stone.Server.TransactionLog;

/// <summary>
/// A log segment in a file of the file system. A durable write goes past the system's cache where that is possible: it is one
/// call instead of two, and shorter.
/// </summary>
public sealed class DiskLogFile(string path, SafeFileHandle handle, IPlatform platform) : ILogFile
{
    private readonly SafeFileHandle? _durable = platform.OpenForDurableWrites(path);

    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public long LengthBytes { get; } = RandomAccess.GetLength(handle);

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination) => DiskFile.ReadAll(handle, path, offset, destination);

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source) => DiskFile.WriteAll(handle, path, offset, source);

    /// <inheritdoc/>
    public void WriteDurable(long offset, ReadOnlySpan<byte> source)
    {
        if (_durable == null || !DiskFile.TryWriteDurable(_durable, path, offset, source, platform))
        {
            Write(offset, source);
            Sync();
        }
    }

    /// <inheritdoc/>
    public void Sync() => DiskFile.Sync(handle, path, platform);

    /// <inheritdoc/>
    public void Dispose()
    {
        _durable?.Dispose();
        handle.Dispose();
    }
}

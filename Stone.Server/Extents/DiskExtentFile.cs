using Microsoft.Win32.SafeHandles;
using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Platform;
using Stone.Server.Storage;

namespace Stone.Server.Extents;

/// <summary>An extent in a file of the file system.</summary>
public sealed class DiskExtentFile(string path, SafeFileHandle handle, IPlatform platform) : IExtentFile
{
    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public long LengthBytes { get; private set; } = RandomAccess.GetLength(handle);

    /// <inheritdoc/>
    public void FillHoles()
    {
        // A copy that a backup tool made may have holes where there were zeros. Writing into one through the mapping, on a full
        // disk, would end the process without a word.
        if (LengthBytes == 0)
        {
            return;
        }
        try
        {
            platform.Allocate(handle, 0, LengthBytes);
        }
        catch (Exception exception) when (DiskFile.IsSystemError(exception))
        {
            throw new RepositoryFullException($"{path} has holes that cannot be filled: {DiskFile.Reason(exception)}", exception);
        }
    }

    /// <inheritdoc/>
    public void Grow(long lengthBytes)
    {
        long before = LengthBytes;
        try
        {
            platform.Allocate(handle, before, lengthBytes - before);
        }
        catch (Exception exception) when (DiskFile.IsSystemError(exception))
        {
            // An allocation that failed may leave the file longer than it was told to be.
            RandomAccess.SetLength(handle, before);
            throw new RepositoryFullException(
                $"{path} cannot grow by {lengthBytes - before} bytes: {DiskFile.Reason(exception)}", exception);
        }
        LengthBytes = lengthBytes;
    }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination) => DiskFile.ReadAll(handle, path, offset, destination);

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        // A frame at a time, for the reason that IPlatform.MapFiles gives: what is written at once the system keeps as one unit.
        for (int at = 0; at < source.Length; at += Frame.SizeBytes)
        {
            DiskFile.WriteAll(handle, path, offset + at, source[at..Math.Min(at + Frame.SizeBytes, source.Length)]);
        }
    }

    /// <inheritdoc/>
    public void StartWriteback(long offset, long lengthBytes) => platform.StartWriteback(handle, offset, lengthBytes);

    /// <inheritdoc/>
    public void Sync() => DiskFile.Sync(handle, path, platform);

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}

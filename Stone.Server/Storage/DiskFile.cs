using Microsoft.Win32.SafeHandles;

namespace Stone.Server.Storage;

/// <summary>Opening and reading files, with errors that name the file.</summary>
internal static class DiskFile
{
    /// <summary>Opens a file for reading and writing without a lock of its own; the repository's lock file stands for all.</summary>
    public static SafeFileHandle Open(string path, FileMode mode)
    {
        try
        {
            return File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path} cannot be opened: {exception.Message}", exception);
        }
    }

    /// <summary>Reads exactly the destination's length.</summary>
    public static void ReadAll(SafeFileHandle handle, string path, long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int read;
            try
            {
                read = RandomAccess.Read(handle, destination, offset);
            }
            catch (IOException exception)
            {
                throw new StorageException($"{path} cannot be read at byte {offset}: {exception.Message}", exception);
            }
            if (read == 0)
            {
                throw new StorageException($"{path} ends at byte {offset}, where {destination.Length} more bytes should be");
            }
            destination = destination[read..];
            offset += read;
        }
    }
}

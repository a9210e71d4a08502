using Microsoft.Win32.SafeHandles;

namespace Stone.Server.Storage;

/// <summary>A file that one process at a time holds open and locked. The system drops the lock when the process ends, however it ends.</summary>
internal static class LockFile
{
    /// <summary>What .NET passes on when another holds the lock: EWOULDBLOCK of Linux and of the BSDs, or Windows' sharing violation.</summary>
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x8007_0020)];

    /// <summary>
    /// Takes the lock; null when another process holds it. Throws <see cref="StorageException"/> when the file cannot be
    /// opened, which has other reasons: a disk that is read-only, missing rights.
    /// </summary>
    public static SafeFileHandle? TryTake(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (HeldByAnother.Contains(exception.HResult))
        {
            return null;
        }
        catch (Exception exception) when (DiskFile.IsSystemError(exception))
        {
            throw new StorageException($"{path} cannot be opened: {DiskFile.Reason(exception)}", exception);
        }
    }
}

using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Shared.ObjectFormat.Platform;

namespace Stone.Server.Storage;

/// <summary>Opening, reading, writing and syncing files, with errors that name the file and the system's reason.</summary>
internal static class DiskFile
{
    private const int InvalidArgument = 22;

    /// <summary>
    /// Opens a file for reading and writing without a lock of its own; the repository's lock file stands for all. Of a file that
    /// is mapped too nothing should be read ahead (see <see cref="IPlatform.MapFiles"/>): <see cref="FileOptions.RandomAccess"/>.
    /// </summary>
    public static SafeFileHandle Open(string path, FileMode mode, FileOptions options = FileOptions.None)
    {
        try
        {
            return File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, options);
        }
        catch (Exception exception) when (IsSystemError(exception))
        {
            throw new StorageException($"{path} cannot be opened: {Reason(exception)}", exception);
        }
    }

    /// <summary>Makes a directory, if it is missing.</summary>
    public static void MakeDirectory(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (IsSystemError(exception))
        {
            throw new StorageException($"{path} cannot be made: {Reason(exception)}", exception);
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
            catch (Exception exception) when (IsSystemError(exception))
            {
                throw new StorageException($"{path} cannot be read at byte {offset}: {Reason(exception)}", exception);
            }
            if (read == 0)
            {
                throw new StorageException($"{path} ends at byte {offset}, where {destination.Length} more bytes should be");
            }
            destination = destination[read..];
            offset += read;
        }
    }

    /// <summary>Writes all of the source.</summary>
    public static void WriteAll(SafeFileHandle handle, string path, long offset, ReadOnlySpan<byte> source)
    {
        try
        {
            RandomAccess.Write(handle, source, offset);
        }
        catch (Exception exception) when (IsSystemError(exception))
        {
            throw new StorageException($"{path} cannot be written at byte {offset}: {Reason(exception)}", exception);
        }
    }

    /// <summary>
    /// Writes durably past the system's cache. False, and nothing was written, when the file system takes no such writes after
    /// all. Never to be called again after an exception.
    /// </summary>
    public static bool TryWriteDurable(SafeFileHandle handle, string path, long offset, ReadOnlySpan<byte> source, IPlatform platform)
    {
        try
        {
            platform.WriteDurable(handle, source, offset);
            return true;
        }
        catch (NativeCallException exception) when (exception.ErrorNumber == InvalidArgument)
        {
            return false;
        }
        catch (Exception exception) when (IsSystemError(exception))
        {
            throw new StorageException($"{path} cannot be written at byte {offset}: {Reason(exception)}", exception);
        }
    }

    /// <summary>Makes what was written durable. Never to be called again after an exception.</summary>
    public static void Sync(SafeFileHandle handle, string path, IPlatform platform)
    {
        try
        {
            platform.SyncData(handle);
        }
        catch (Exception exception) when (IsSystemError(exception))
        {
            throw new StorageException($"{path} cannot be made durable: {Reason(exception)}", exception);
        }
    }

    /// <summary>Gives a small file a new text, whole or not at all, whatever happens meanwhile.</summary>
    public static void ReplaceText(string path, string text)
    {
        string provisional = path + ".new";
        try
        {
            using (SafeFileHandle handle = Open(provisional, FileMode.Create))
            {
                WriteAll(handle, provisional, 0, Encoding.UTF8.GetBytes(text));
                RandomAccess.FlushToDisk(handle);
            }
            File.Move(provisional, path, overwrite: true);
        }
        catch (Exception exception) when (IsSystemError(exception))
        {
            throw new StorageException($"{path} cannot be written: {Reason(exception)}", exception);
        }
    }

    /// <summary>Whether this is how .NET tells that the system refused: it turns EFBIG and EACCES into exceptions that are no IOException.</summary>
    public static bool IsSystemError(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>The system's own words for an error number that .NET put into the exception; else the exception's.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        NativeCallException native => Marshal.GetPInvokeErrorMessage(native.ErrorNumber),
        ArgumentOutOfRangeException => "File too large",
        UnauthorizedAccessException { InnerException: { } inner } => Reason(inner),
        _ when exception.HResult > 0 && !OperatingSystem.IsWindows() => Marshal.GetPInvokeErrorMessage(exception.HResult),
        _ => exception.Message,
    };
}

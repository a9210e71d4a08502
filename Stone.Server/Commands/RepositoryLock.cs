using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Shared.ObjectFormat.Configuration;
using Stone.Server.Storage;

namespace Stone.Server.Commands;

/// <summary>
/// Keeps a second stone off the same data: a file that one process holds locked, and another that names the process, since a
/// locked file cannot be read. The system drops the lock when the process ends, however it ends.
/// </summary>
public sealed class RepositoryLock : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly string _processFile;

    private RepositoryLock(SafeFileHandle file, string processFile)
    {
        _file = file;
        _processFile = processFile;
    }

    /// <summary>Takes the lock of a stone's data. Throws <see cref="StartFailureException"/> naming the process that holds it.</summary>
    public static RepositoryLock Take(StonePaths paths)
    {
        SafeFileHandle file = LockFile.TryTake(paths.LockFile)
            ?? throw new AlreadyServedException($"A stone already serves {paths.DataDirectory}: process {Holder(paths)}.");
        try
        {
            File.WriteAllText(paths.ProcessFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        }
        catch (Exception e) when (DiskFile.IsSystemError(e))
        {
            // It only names the holder; a stone starts on a disk without room for it too.
        }
        return new RepositoryLock(file, paths.ProcessFile);
    }

    /// <summary>Gives the lock back. Its file stays: removing it would let two hold different files of one name.</summary>
    public void Dispose()
    {
        File.Delete(_processFile);
        _file.Dispose();
    }

    private static string Holder(StonePaths paths)
    {
        try
        {
            return File.ReadAllText(paths.ProcessFile).Trim() is { Length: > 0 } holder ? holder : "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}

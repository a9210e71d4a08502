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
    private readonly StonePaths _paths;
    private readonly string? _left;

    private RepositoryLock(SafeFileHandle file, StonePaths paths, string? left)
    {
        _file = file;
        _paths = paths;
        _left = left;
    }

    /// <summary>Takes the lock of a stone's data. Throws <see cref="StartFailureException"/> naming the process that holds it.</summary>
    public static RepositoryLock Take(StonePaths paths) => Take(paths, isOnlyLooking: false);

    /// <summary>
    /// Takes it for a command that only looks: the process file that a stone left which did not stop in good order stays as
    /// it was, for what it tells is still true.
    /// </summary>
    public static RepositoryLock TakeToLook(StonePaths paths) => Take(paths, isOnlyLooking: true);

    private static RepositoryLock Take(StonePaths paths, bool isOnlyLooking)
    {
        SafeFileHandle file = LockFile.TryTake(paths.LockFile)
            ?? throw new AlreadyServedException($"A stone already serves {paths.DataDirectory}: process {Holder(paths)}.");
        if (IsDeleted(file))
        {
            file.Dispose();
            throw new AlreadyServedException($"Another command has just removed {paths.DataDirectory}; try again.");
        }
        string? left = isOnlyLooking && File.Exists(paths.ProcessFile) ? File.ReadAllText(paths.ProcessFile) : null;
        try
        {
            File.WriteAllText(paths.ProcessFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        }
        catch (Exception e) when (DiskFile.IsSystemError(e))
        {
            // It only names the holder; a stone starts on a disk without room for it too.
        }
        return new RepositoryLock(file, paths, left);
    }

    /// <summary>Gives the lock back. A directory that holds nothing but the lock is no stone's: it goes too.</summary>
    public void Dispose()
    {
        if (!IsDeleted(_file))
        {
            if (_left == null)
                File.Delete(_paths.ProcessFile);
            else
                File.WriteAllText(_paths.ProcessFile, _left);
            if (Directory.GetFileSystemEntries(_paths.DataDirectory).All(entry => entry == _paths.LockFile))
                Directory.Delete(_paths.DataDirectory, recursive: true);
        }
        _file.Dispose();
    }

    /// <summary>
    /// Whether the locked file has lost its name: its directory went between opening and locking, or while it was held. Who
    /// holds such a lock holds nothing. Linux's answer; elsewhere an open file cannot be removed.
    /// </summary>
    private static bool IsDeleted(SafeFileHandle file) => OperatingSystem.IsLinux()
        && new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget?.EndsWith(" (deleted)", StringComparison.Ordinal) == true;

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

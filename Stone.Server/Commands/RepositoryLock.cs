using System.Globalization;
using Shared.ObjectFormat.Configuration;

namespace Stone.Server.Commands;

/// <summary>
/// Keeps a second stone off the same data: a file that one process holds locked, and another that names the process, since a
/// locked file cannot be read. The system drops the lock when the process ends, however it ends.
/// </summary>
public sealed class RepositoryLock : IDisposable
{
    private readonly FileStream _file;
    private readonly StonePaths _paths;

    private RepositoryLock(FileStream file, StonePaths paths)
    {
        _file = file;
        _paths = paths;
    }

    /// <summary>Takes the lock of a stone's data. Throws <see cref="StartFailureException"/> naming the process that holds it.</summary>
    public static RepositoryLock Take(StonePaths paths)
    {
        FileStream file;
        try
        {
            file = new FileStream(paths.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException) && File.Exists(paths.LockFile))
        {
            throw new AlreadyServedException($"A stone already serves {paths.DataDirectory}: process {Holder(paths)}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFailureException($"{paths.LockFile}: the lock file cannot be opened: {e.Message}", e);
        }
        try
        {
            if (IsDeleted(file))
                throw new AlreadyServedException($"Another command has just removed {paths.DataDirectory}; try again.");
            File.WriteAllText(paths.ProcessFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new RepositoryLock(file, paths);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Gives the lock back. A directory that holds nothing but the lock is no stone's: it goes too.</summary>
    public void Dispose()
    {
        if (!IsDeleted(_file))
        {
            File.Delete(_paths.ProcessFile);
            if (Directory.GetFileSystemEntries(_paths.DataDirectory).All(entry => entry == _paths.LockFile))
                Directory.Delete(_paths.DataDirectory, recursive: true);
        }
        _file.Dispose();
    }

    /// <summary>
    /// Whether the locked file has lost its name: its directory went between opening and locking, or while it was held. Who
    /// holds such a lock holds nothing. Linux's answer; elsewhere an open file cannot be removed.
    /// </summary>
    private static bool IsDeleted(FileStream file) => OperatingSystem.IsLinux()
        && new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget?.EndsWith(" (deleted)", StringComparison.Ordinal) == true;

    private static string Holder(StonePaths paths)
    {
        try
        {
            return File.ReadAllText(paths.ProcessFile).Trim();
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}

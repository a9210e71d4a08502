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
    private readonly string _processFile;

    private RepositoryLock(FileStream file, string processFile)
    {
        _file = file;
        _processFile = processFile;
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
            File.WriteAllText(paths.ProcessFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new RepositoryLock(file, paths.ProcessFile);
        }
        catch
        {
            file.Dispose();
            throw;
        }
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
            return File.ReadAllText(paths.ProcessFile).Trim();
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}

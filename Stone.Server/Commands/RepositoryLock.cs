using System.Globalization;

namespace Stone.Server.Commands;

/// <summary>
/// Keeps a second stone off the same data: a file that one process holds locked and that names it. The system drops the lock
/// when the process ends, however it ends.
/// </summary>
public sealed class RepositoryLock : IDisposable
{
    private readonly FileStream _file;

    private RepositoryLock(FileStream file) => _file = file;

    /// <summary>Takes the lock. Throws <see cref="StartFailureException"/> naming the process that holds it.</summary>
    public static RepositoryLock Take(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException) && ReadHolder(path) is { } holder)
        {
            throw new StartFailureException(
                $"A stone already serves {Path.GetDirectoryName(path)}: process {holder.ToString(CultureInfo.InvariantCulture)}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFailureException($"{path}: the lock file cannot be opened: {e.Message}", e);
        }
        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
        file.Flush();
        return new RepositoryLock(file);
    }

    /// <summary>The process that wrote its id into the lock file, whether or not it lives; null when there is none.</summary>
    public static int? ReadHolder(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader reader = new(file);
            return int.TryParse(reader.ReadLine(), CultureInfo.InvariantCulture, out int process) ? process : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives the lock back. The file stays: removing it would let two hold different files of one name.</summary>
    public void Dispose()
    {
        _file.SetLength(0);
        _file.Dispose();
    }
}

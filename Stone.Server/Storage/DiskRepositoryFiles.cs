using Microsoft.Win32.SafeHandles;
using Shared.ObjectFormat.Platform;
using Stone.Server.Extents;
using Stone.Server.TransactionLog;

namespace Stone.Server.Storage;

/// <summary>
/// A repository in the file system: one extent file and directories of log segments. Holds a lock file as long as it is
/// open, so a second stone on the same data is refused.
/// </summary>
public sealed class DiskRepositoryFiles : IRepositoryFiles
{
    private readonly string _extentPath;
    private readonly IPlatform _platform;
    private readonly SafeFileHandle _lock;

    /// <summary>Takes the lock; makes missing directories. Throws <see cref="StorageException"/> when another stone has it.</summary>
    public DiskRepositoryFiles(string extentPath, IReadOnlyList<string> logDirectories, IPlatform platform)
    {
        _extentPath = Path.GetFullPath(extentPath);
        _platform = platform;
        DiskFile.MakeDirectory(Path.GetDirectoryName(_extentPath)!);
        string[] logs = [.. logDirectories.Select(Path.GetFullPath)];
        foreach (string directory in logs)
        {
            DiskFile.MakeDirectory(directory);
        }
        string lockPath = _extentPath + ".lock";
        _lock = LockFile.TryTake(lockPath)
            ?? throw new StorageException($"{_extentPath} is in use by another stone (it holds {lockPath})");
        Log = LogIn(logs, platform);
    }

    /// <summary>The log in one or several directories.</summary>
    public static ILogDirectory LogIn(IReadOnlyList<string> directories, IPlatform platform) => directories.Count == 1
        ? new DiskLogDirectory(directories[0], platform)
        : new SpreadLogDirectory([.. directories.Select(directory => new DiskLogDirectory(directory, platform))]);

    /// <inheritdoc/>
    public bool ExtentExists => File.Exists(_extentPath);

    /// <inheritdoc/>
    public ILogDirectory Log { get; }

    private string ProvisionalPath => _extentPath + ".new";

    /// <inheritdoc/>
    public IExtentFile CreateExtent() =>
        new DiskExtentFile(ProvisionalPath, DiskFile.Open(ProvisionalPath, FileMode.Create), _platform);

    /// <inheritdoc/>
    public void PublishExtent()
    {
        File.Move(ProvisionalPath, _extentPath);
        _platform.SyncDirectory(Path.GetDirectoryName(_extentPath)!);
    }

    /// <inheritdoc/>
    public IExtentFile OpenExtent() => File.Exists(_extentPath)
        ? new DiskExtentFile(_extentPath, DiskFile.Open(_extentPath, FileMode.Open), _platform)
        : throw new StorageException($"{_extentPath} is missing");

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}

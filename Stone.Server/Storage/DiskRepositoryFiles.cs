using Microsoft.Win32.SafeHandles;
using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Platform;
using Stone.Server.Extents;
using Stone.Server.TransactionLog;

namespace Stone.Server.Storage;

/// <summary>
/// A repository in the file system: extent files and directories of log segments. Holds a lock file for each extent as long
/// as it is open, so a second stone on the same data is refused.
/// </summary>
public sealed class DiskRepositoryFiles : IRepositoryFiles
{
    private readonly string[] _extentPaths;
    private readonly IPlatform _platform;
    private readonly List<SafeFileHandle> _locks = [];

    /// <summary>Takes the locks; makes missing directories. Throws <see cref="StorageException"/> when another stone has one.</summary>
    public DiskRepositoryFiles(IReadOnlyList<string> extentPaths, IReadOnlyList<string> logDirectories, IPlatform platform)
    {
        if (extentPaths.Count > 1 && !platform.MapsSeveralFiles)
        {
            throw new StorageException($"the {platform.Name} platform serves one extent, not {extentPaths.Count}");
        }
        _extentPaths = [.. extentPaths.Select(Path.GetFullPath)];
        _platform = platform;
        string[] logs = [.. logDirectories.Select(Path.GetFullPath)];
        foreach (string directory in _extentPaths.Select(path => Path.GetDirectoryName(path)!).Concat(logs).Distinct())
        {
            DiskFile.MakeDirectory(directory);
        }
        try
        {
            foreach (string path in _extentPaths)
            {
                _locks.Add(LockFile.TryTake(path + ".lock") ?? throw new StorageException($"{path} is in use by another stone (it holds {path}.lock)"));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
        Log = LogIn(logs, platform);
    }

    /// <summary>The log in one or several directories.</summary>
    public static ILogDirectory LogIn(IReadOnlyList<string> directories, IPlatform platform) => directories.Count == 1
        ? new DiskLogDirectory(directories[0], platform)
        : new SpreadLogDirectory([.. directories.Select(directory => new DiskLogDirectory(directory, platform))]);

    /// <inheritdoc/>
    public IReadOnlyList<string> ExtentNames => _extentPaths;

    /// <inheritdoc/>
    public ILogDirectory Log { get; }

    /// <inheritdoc/>
    public bool ExtentExists(int index) => File.Exists(_extentPaths[index]);

    /// <inheritdoc/>
    public IExtentFile CreateExtent(int index) =>
        OpenExtent(ProvisionalPath(index), FileMode.Create);

    /// <inheritdoc/>
    public void PublishExtent(int index)
    {
        File.Move(ProvisionalPath(index), _extentPaths[index]);
        _platform.SyncDirectory(Path.GetDirectoryName(_extentPaths[index])!);
    }

    /// <inheritdoc/>
    public IExtentFile OpenExtent(int index) => ExtentExists(index)
        ? OpenExtent(_extentPaths[index], FileMode.Open)
        : throw new StorageException($"{_extentPaths[index]} is missing");

    /// <inheritdoc/>
    public FileMap MapExtents(long maximumBytes) => _platform.MapFiles(_extentPaths, Frame.ExtentSpanBytes, maximumBytes, writable: true);

    /// <inheritdoc/>
    public void Dispose() => _locks.ForEach(held => held.Dispose());

    private DiskExtentFile OpenExtent(string path, FileMode mode) =>
        new(path, DiskFile.Open(path, mode, FileOptions.RandomAccess), _platform);

    private string ProvisionalPath(int index) => _extentPaths[index] + ".new";
}

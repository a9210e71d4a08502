using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Stone.Server.Storage;

namespace Stone.Server.Commands;

/// <summary>Opens a stone's repository: makes it, or copies an image, when there is none; what is not made to its end goes again.</summary>
public static class RepositoryOpening
{
    /// <summary>The extent's full path.</summary>
    public static string ExtentPath(StoneOptions options, StoneSettings settings) =>
        settings.ExtentNames.Count == 1
            ? Path.GetFullPath(settings.ExtentNames[0], options.Paths.DataDirectory)
            : throw new StartFailureException($"DBF_EXTENT_NAMES names {settings.ExtentNames.Count} extents; this version serves one.");

    /// <summary>The directories of the transaction logs, full.</summary>
    public static IReadOnlyList<string> LogDirectories(StoneOptions options, StoneSettings settings)
    {
        string[] all = [.. settings.LogDirectories.Select(directory => Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory, options.Paths.DataDirectory)))];
        string? twice = all.GroupBy(directory => directory).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? all : throw new StartFailureException($"STN_TRAN_LOG_DIRECTORIES names {twice} twice.");
    }

    /// <summary>Opens it, with recovery.</summary>
    public static StorageEngine Open(
        StoneOptions options, StoneSettings settings, IPlatform platform, Serilog.ILogger log, Action<StorageFailedException> failed)
    {
        string extent = ExtentPath(options, settings);
        IReadOnlyList<string> logs = LogDirectories(options, settings);
        StorageSettings storage = new()
        {
            MaximumExtentBytes = settings.ExtentSizeLimitBytes,
            LogSegmentBytes = settings.LogSegmentBytes,
            SyncCommits = settings.IsDurable,
            MaximumRequestBytes = settings.CommitLimitBytes,
            CheckpointInterval = TimeSpan.FromSeconds(settings.CheckpointIntervalSeconds),
        };
        DiskRepositoryFiles files = new(extent, logs, platform);
        if (files.ExtentExists)
        {
            ExtentIdentity.Check(options.Paths, extent);
            return StorageEngine.Open(storage, files, log, failed);
        }
        RepositoryFolder.ClearLeftovers(options.Paths);
        bool isFirst = files.Log.List().Count == 0;
        try
        {
            StorageEngine engine = options.ImageFile is { } image
                ? StorageEngine.CreateFromImage(storage, files, image, log, failed)
                : StorageEngine.Create(storage, files, log, failed);
            ExtentIdentity.Record(options.Paths, extent);
            return engine;
        }
        catch
        {
            RepositoryFolder.RemoveUnfinished(options.Paths, extent, logs, withLogs: isFirst);
            throw;
        }
    }
}

using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Stone.Server.Storage;

namespace Stone.Server.Commands;

/// <summary>Opens a stone's repository: makes it, or copies an image, when there is none; what is not made to its end goes again.</summary>
public static class RepositoryOpening
{
    /// <summary>The extents' full paths.</summary>
    public static IReadOnlyList<string> ExtentPaths(StoneOptions options, StoneSettings settings) =>
        FullPaths(options, "DBF_EXTENT_NAMES", settings.ExtentNames);

    /// <summary>The directories of the transaction logs, full.</summary>
    public static IReadOnlyList<string> LogDirectories(StoneOptions options, StoneSettings settings) =>
        FullPaths(options, "STN_TRAN_LOG_DIRECTORIES", settings.LogDirectories);

    /// <summary>Opens it, with recovery.</summary>
    public static StorageEngine Open(
        StoneOptions options, StoneSettings settings, IPlatform platform, Serilog.ILogger log, Action<StorageFailedException> failed)
    {
        IReadOnlyList<string> extents = ExtentPaths(options, settings);
        IReadOnlyList<string> logs = LogDirectories(options, settings);
        StorageSettings storage = new()
        {
            MaximumExtentBytes = settings.ExtentSizeLimits,
            ExtentWeights = settings.ExtentWeights,
            LogSegmentBytes = settings.LogSegmentBytes,
            SyncCommits = settings.IsDurable,
            MaximumRequestBytes = settings.CommitLimitBytes,
            CheckpointInterval = TimeSpan.FromSeconds(settings.CheckpointIntervalSeconds),
        };
        DiskRepositoryFiles files = new(extents, logs, platform);
        if (files.ExtentExists(0))
        {
            ExtentIdentity.Check(options.Paths, extents[0]);
            return StorageEngine.Open(storage, files, log, failed);
        }
        RepositoryFolder.ClearLeftovers(options.Paths);
        string[] absent = [.. extents.Where(extent => !File.Exists(extent))];
        bool isFirst = files.Log.List().Count == 0;
        try
        {
            StorageEngine engine = options.ImageFile is { } image
                ? StorageEngine.CreateFromImage(storage, files, image, log, failed)
                : StorageEngine.Create(storage, files, log, failed);
            ExtentIdentity.Record(options.Paths, extents[0]);
            return engine;
        }
        catch
        {
            RepositoryFolder.RemoveUnfinished(options.Paths, absent, logs, withLogs: isFirst);
            throw;
        }
    }

    private static string[] FullPaths(StoneOptions options, string setting, IReadOnlyList<string> given)
    {
        string[] all = [.. given.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, options.Paths.DataDirectory)))];
        string? twice = all.GroupBy(path => path).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? all : throw new StartFailureException($"{setting} names {twice} twice.");
    }
}

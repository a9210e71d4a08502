namespace Shared.ObjectFormat.Configuration;

/// <summary>
/// A stone's settings with their defaults. Names and meanings are GemStone/S's where it has them. Relative paths count from
/// the stone's data directory.
/// </summary>
public sealed record StoneSettings
{
    /// <summary>Extents, in their order. A name at the end that is new is a new extent. DBF_EXTENT_NAMES.</summary>
    public IReadOnlyList<string> ExtentNames { get; init; } = ["extent0.dbf"];

    /// <summary>Largest size of each extent in bytes, or one size for all. DBF_EXTENT_SIZES.</summary>
    public IReadOnlyList<long> ExtentSizeLimits { get; init; } = [64L << 30];

    /// <summary>How much of what is written goes to each extent; empty to fill one after the other. DBF_ALLOCATION_MODE.</summary>
    public IReadOnlyList<int> ExtentWeights { get; init; } = [];

    /// <summary>Directories of transaction logs. STN_TRAN_LOG_DIRECTORIES.</summary>
    public IReadOnlyList<string> LogDirectories { get; init; } = ["."];

    /// <summary>Size of each transaction log segment in bytes. STN_TRAN_LOG_SIZES.</summary>
    public long LogSegmentBytes { get; init; } = 16L << 20;

    /// <summary>Seconds between checkpoints. STN_CHECKPOINT_INTERVAL.</summary>
    public int CheckpointIntervalSeconds { get; init; } = 300;

    /// <summary>Whether a commit is durable before it is acknowledged. STN_TRAN_FULL_LOGGING.</summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>Sessions at one time. STN_MAX_SESSIONS.</summary>
    public int SessionLimit { get; init; } = 256;

    /// <summary>Minutes without a session after which the stone stops by itself; 0: never. STN_IDLE_STOP_MINUTES.</summary>
    public int IdleStopMinutes { get; init; }

    /// <summary>Largest commit in bytes. STN_MAX_COMMIT_SIZE.</summary>
    public long CommitLimitBytes { get; init; } = 1L << 40;

    /// <summary>
    /// Commits by which an idle session's view may fall behind before the stone takes it to free its frames. STN_CR_BACKLOG_THRESHOLD.
    /// </summary>
    public int ViewBacklogLimit { get; init; } = 2000;

    /// <summary>
    /// Commits by which any view may fall behind; then its session is told, and ended when it does not move. 0: no limit.
    /// STN_CR_BACKLOG_HARD_LIMIT.
    /// </summary>
    public int ViewBacklogHardLimit { get; init; }

    /// <summary>Seconds that a session has to move a view that is past the hard limit. STN_GEM_LOSTOT_TIMEOUT.</summary>
    public int ViewGraceSeconds { get; init; } = 60;

    /// <summary>A year: what is set in minutes is not longer.</summary>
    public const int MostIntervalMinutes = 525_600;

    /// <summary>Minutes between full collections; 0: none by themselves. STN_GC_FULL_INTERVAL.</summary>
    public int FullCollectionMinutes { get; init; }

    /// <summary>A time of day, on the machine's clock, for a full collection; null for none. STN_GC_FULL_AT.</summary>
    public TimeOnly? FullCollectionTime { get; init; }

    /// <summary>Minutes between collections of what was created lately; 0: none. STN_GC_EPOCH_INTERVAL.</summary>
    public int EpochMinutes { get; init; } = 5;

    /// <summary>An epoch is looked through only when it created so many objects. STN_GC_EPOCH_OBJECTS.</summary>
    public int EpochLeastObjects { get; init; } = 10_000;

    /// <summary>What a collection takes of the processors, in hundredths of one. STN_GC_SHARE.</summary>
    public int CollectionSharePercent { get; init; } = 50;

    /// <summary>Megabytes of the disk that a collection reads, and of pages that it empties, in a second; 0: no limit. STN_GC_IO_LIMIT.</summary>
    public int CollectionDiskMegabytes { get; init; } = 100;

    /// <summary>Threads that mark; 0: as many as there are processors. STN_GC_MARK_THREADS.</summary>
    public int MarkThreads { get; init; }

    /// <summary>Threads that move what survives. STN_NUM_GC_RECLAIM_SESSIONS.</summary>
    public int ReclaimThreads { get; init; } = 1;

    /// <summary>Seconds that sessions have to say what they hold. STN_GC_VOTE_LIMIT.</summary>
    public int VoteLimitSeconds { get; init; } = 5;

    /// <summary>Whether to use only what every operating system has. STN_PORTABLE_PLATFORM.</summary>
    public bool IsPortable { get; init; }

    /// <summary>The least of a message to be logged: verbose, debug, information, warning, error. STN_LOG_LEVEL.</summary>
    public string LogLevel { get; init; } = "information";

    /// <summary>The largest size of one extent.</summary>
    public long ExtentSizeLimit(int extent) => ExtentSizeLimits[Math.Min(extent, ExtentSizeLimits.Count - 1)];

    /// <summary>The defaults, changed by a configuration file.</summary>
    public static StoneSettings FromFile(string path) => From(ConfigurationParser.ParseFile(path));

    /// <summary>The defaults, changed by entries. An unknown name is refused with the nearest known one.</summary>
    public static StoneSettings From(IEnumerable<ConfigurationEntry> entries) => new StoneSettings().With(entries);

    /// <summary>These, changed by entries. An unknown name is refused with the nearest known one.</summary>
    public StoneSettings With(IEnumerable<ConfigurationEntry> entries)
    {
        StoneSettings settings = this;
        ConfigurationEntry[] all = [.. entries];
        foreach (ConfigurationEntry entry in all)
        {
            if (!StoneSettingNames.Readers.TryGetValue(entry.Name, out Func<StoneSettings, ConfigurationEntry, StoneSettings>? reader))
            {
                string? nearest = NearestName.Find(entry.Name, StoneSettingNames.Readers.Keys);
                throw nearest is null ? entry.Wrong("is not a known setting") : entry.Wrong($"is not a known setting; the nearest is {nearest}");
            }
            settings = reader(settings, entry);
        }
        settings.RequireOneForEachExtent(all, "DBF_EXTENT_SIZES", settings.ExtentSizeLimits.Count, orOneForAll: true);
        settings.RequireOneForEachExtent(all, "DBF_ALLOCATION_MODE", settings.ExtentWeights.Count, orOneForAll: false);
        return settings;
    }

    private void RequireOneForEachExtent(ConfigurationEntry[] entries, string name, int count, bool orOneForAll)
    {
        if (count != 0 && count != ExtentNames.Count && !(orOneForAll && count == 1))
            throw entries.First(entry => entry.Name == name).Wrong($"has {count} values for {ExtentNames.Count} extents");
    }
}

using System.Globalization;
using Shared.ObjectFormat.Pages;

namespace Shared.ObjectFormat.Configuration;

/// <summary>The settings that a stone's configuration file may have, and how each is read.</summary>
public static class StoneSettingNames
{
    private const long Megabyte = 1L << 20;
    private const int WeightLimit = 1000;

    /// <summary>By name in capitals: settings and entry in, changed settings out.</summary>
    public static IReadOnlyDictionary<string, Func<StoneSettings, ConfigurationEntry, StoneSettings>> Readers { get; } =
        new Dictionary<string, Func<StoneSettings, ConfigurationEntry, StoneSettings>>(StringComparer.Ordinal)
        {
            ["DBF_EXTENT_NAMES"] = (s, e) => s with { ExtentNames = Extents(e) },
            ["DBF_EXTENT_SIZES"] = (s, e) => s with { ExtentSizeLimits = e.EachBytes(16 * Megabyte, Frame.ExtentSpanBytes) },
            ["DBF_ALLOCATION_MODE"] = (s, e) => s with { ExtentWeights = Weights(e) },
            ["STN_TRAN_LOG_DIRECTORIES"] = (s, e) => s with { LogDirectories = Paths(e) },
            ["STN_TRAN_LOG_SIZES"] = (s, e) => s with { LogSegmentBytes = e.EachBytes(Megabyte, 16384 * Megabyte).Min() },
            ["STN_CHECKPOINT_INTERVAL"] = (s, e) => s with { CheckpointIntervalSeconds = e.Number(1, 86400) },
            ["STN_TRAN_FULL_LOGGING"] = (s, e) => s with { IsDurable = e.Truth },
            ["STN_MAX_SESSIONS"] = (s, e) => s with { SessionLimit = e.Number(1, 10000) },
            ["STN_IDLE_STOP_MINUTES"] = (s, e) => s with { IdleStopMinutes = e.Number(0, StoneSettings.MostIntervalMinutes) },
            ["STN_MAX_COMMIT_SIZE"] = (s, e) => s with { CommitLimitBytes = e.Bytes(Megabyte, 1L << 50) },
            ["STN_CR_BACKLOG_THRESHOLD"] = (s, e) => s with { ViewBacklogLimit = e.Number(1, int.MaxValue) },
            ["STN_CR_BACKLOG_HARD_LIMIT"] = (s, e) => s with { ViewBacklogHardLimit = e.Number(0, int.MaxValue) },
            ["STN_GEM_LOSTOT_TIMEOUT"] = (s, e) => s with { ViewGraceSeconds = e.Number(1, 86400) },
            ["STN_GC_FULL_INTERVAL"] = (s, e) => s with { FullCollectionMinutes = e.Number(0, StoneSettings.MostIntervalMinutes) },
            ["STN_GC_FULL_AT"] = (s, e) => s with { FullCollectionTime = TimeOfDay(e) },
            ["STN_GC_EPOCH_INTERVAL"] = (s, e) => s with { EpochMinutes = e.Number(0, StoneSettings.MostIntervalMinutes) },
            ["STN_GC_EPOCH_OBJECTS"] = (s, e) => s with { EpochLeastObjects = e.Number(0, int.MaxValue) },
            ["STN_GC_SHARE"] = (s, e) => s with { CollectionSharePercent = e.Number(1, 6400) },
            ["STN_GC_IO_LIMIT"] = (s, e) => s with { CollectionDiskMegabytes = e.Number(0, 1_000_000) },
            ["STN_GC_MARK_THREADS"] = (s, e) => s with { MarkThreads = e.Number(0, 64) },
            ["STN_NUM_GC_RECLAIM_SESSIONS"] = (s, e) => s with { ReclaimThreads = e.Number(1, 64) },
            ["STN_GC_VOTE_LIMIT"] = (s, e) => s with { VoteLimitSeconds = e.Number(1, 86400) },
            ["STN_PORTABLE_PLATFORM"] = (s, e) => s with { IsPortable = e.Truth },
            ["STN_LOG_LEVEL"] = (s, e) => s with { LogLevel = OneOf(e, "verbose", "debug", "information", "warning", "error") },
        };

    private static IReadOnlyList<string> Paths(ConfigurationEntry entry) =>
        entry.Values.Count > 0 && entry.Values.All(path => path.Length > 0) ? entry.Values : throw entry.Wrong("names no path");

    private static IReadOnlyList<string> Extents(ConfigurationEntry entry) => entry.Values.Count <= Frame.ExtentLimit
        ? Paths(entry)
        : throw entry.Wrong($"names {entry.Values.Count} extents, a repository has at most {Frame.ExtentLimit}");

    private static int[] Weights(ConfigurationEntry entry)
    {
        if (entry.Values.Count == 0)
            throw entry.Wrong("has no value");
        if (entry.Values.Count == 1 && entry.Text.Equals("SEQUENTIAL", StringComparison.OrdinalIgnoreCase))
            return [];
        return [.. entry.Values.Select(value =>
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int weight) && weight is >= 1 and <= WeightLimit
                ? weight
                : throw entry.Wrong($"takes SEQUENTIAL or a weight from 1 to {WeightLimit} for each extent, not \"{value}\""))];
    }

    private static TimeOnly? TimeOfDay(ConfigurationEntry entry) =>
        Configuration.TimeOfDay.TryParse(entry.Text, out TimeOnly? time) ? time
            : throw entry.Wrong($"takes a time of day such as 03:30, or off, not \"{entry.Text}\"");

    private static string OneOf(ConfigurationEntry entry, params string[] words)
    {
        string word = entry.Text.ToLowerInvariant();
        return words.Contains(word) ? word : throw entry.Wrong($"takes one of {string.Join(", ", words)}, not \"{entry.Text}\"");
    }
}

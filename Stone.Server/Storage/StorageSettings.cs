using Stone.Server.Checkpoint;

namespace Stone.Server.Storage;

/// <summary>What the engine may use and how it works. Every value has a default that suits a small machine.</summary>
public sealed record StorageSettings
{
    /// <summary>The largest size of each extent, or one for all; the greatest is the size of their mappings. Growing past it is refused.</summary>
    public IReadOnlyList<long> MaximumExtentBytes { get; init; } = [64L << 30];

    /// <summary>How much of what is written goes to each extent; empty to fill one after the other.</summary>
    public IReadOnlyList<int> ExtentWeights { get; init; } = [];

    /// <summary>Size of a new extent.</summary>
    public long InitialExtentBytes { get; init; } = 4L << 20;

    /// <summary>A large extent grows by so much at a time, a small one by less, where there is room.</summary>
    public long GrowthBytes { get; init; } = 16L << 20;

    /// <summary>Size of a log segment. A larger batch makes a larger one.</summary>
    public long LogSegmentBytes { get; init; } = 16L << 20;

    /// <summary>How many segments that are no longer needed are kept to be written again.</summary>
    public int SpareLogSegments { get; init; } = 6;

    /// <summary>Whether a commit is durable before it is reported. Off, a crash may lose the latest ones, but never tears one.</summary>
    public bool SyncCommits { get; init; } = true;

    /// <summary>The largest commit request.</summary>
    public long MaximumRequestBytes { get; init; } = 1L << 30;

    /// <summary>A checkpoint starts when so many bytes of log were written since the last one; 0 for never.</summary>
    public long CheckpointLogBytes { get; init; } = 64L << 20;

    /// <summary>A checkpoint starts after this time when anything was committed since the last one.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The pause between two steps of a checkpoint's writing, so that commits keep their pace.</summary>
    public TimeSpan CheckpointPause { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Whether checkpoints run on a thread of their own. Off, only <see cref="StorageEngine.RunCheckpoint"/> makes them.</summary>
    public bool CheckpointThread { get; init; } = true;

    /// <summary>Object ids are reserved in the log by so many at a time.</summary>
    public ulong ReservationIds { get; init; } = 1 << 16;

    /// <summary>
    /// How many outcomes of commits are kept for those who ask by request id. As many as fit a region, so that a checkpoint has
    /// room for them as long as any region is free.
    /// </summary>
    public int OutcomeLimit { get; init; } = 8_190;

    /// <summary>How long they are kept.</summary>
    public TimeSpan OutcomeLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The ids that were leased last, whose leaves of the object table are about to be written, so that no bundle stands for them.</summary>
    public ulong RecentIds { get; init; } = 1 << 16;

    /// <summary>How many object ids the write sets of recent commits hold in memory, for views that move.</summary>
    public long WriteSetIds { get; init; } = 1_000_000;

    /// <summary>How many objects that commits depend on are remembered for older views.</summary>
    public int DependencyLimit { get; init; } = 1_000_000;

    /// <summary>
    /// Opening verifies all pages when they take no more than this. Above it a page is verified when the stone first touches
    /// it, and all of them by and by while commits go on.
    /// </summary>
    public long PageVerificationBytes { get; init; } = 256L << 20;

    /// <summary>The pause before each megabyte of pages that are verified while commits go on.</summary>
    public TimeSpan VerificationPause { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The id of a new repository; null for a random one.</summary>
    public ulong? NewRepositoryId { get; init; }

    /// <summary>The clock. It only labels and ages; nothing is ordered by it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The rules of a checkpoint; other ones are for the crash simulator, to show that each is needed.</summary>
    public CheckpointRules Rules { get; init; } = new();

    /// <summary>The largest size of one extent.</summary>
    internal long ExtentLimitBytes(int extent) => MaximumExtentBytes[Math.Min(extent, MaximumExtentBytes.Count - 1)];

    /// <summary>Now, in microseconds since 1970, UTC.</summary>
    internal long NowMicroseconds => Clock.GetUtcNow().Subtract(DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}

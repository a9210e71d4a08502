namespace Stone.Server.Collector;

/// <summary>How much a collection takes, and how it is cut up.</summary>
internal sealed record CollectorSettings
{
    private const int SlicesAtOnce = 8;

    /// <summary>Threads that mark.</summary>
    public int MarkThreads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Threads that reclaim pages.</summary>
    public int ReclaimThreads { get; init; } = 1;

    /// <summary>Processors that it takes in all; 0 for as many as there are threads.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>Bytes of the disk that it reads, and of pages that it has emptied, in a second; 0 for no limit.</summary>
    public long DiskBytesPerSecond { get; init; }

    /// <summary>About so many objects are removed by one call, which waits for the disk.</summary>
    public int RemovedAtOnce { get; init; } = 500;

    /// <summary>Data pages that are emptied by one call, which waits for the disk.</summary>
    public int PagesAtOnce { get; init; } = 2;

    /// <summary>Pages are emptied in which no more than this part of the records lives.</summary>
    public double SparsePart { get; init; } = 0.7;

    /// <summary>
    /// These settings with larger calls when the collector has a processor or more. With less, commits shall seldom meet what a call does: at 1 % of
    /// the time it is their 99th percentile.
    /// </summary>
    public CollectorSettings WithCallsByShare() =>
        Share is > 0 and < 1 ? this : this with { RemovedAtOnce = RemovedAtOnce * SlicesAtOnce, PagesAtOnce = PagesAtOnce * SlicesAtOnce };

    /// <summary>The pace of each of so many threads that work at once.</summary>
    public WorkPace PaceOf(int threads, DiskPace disk) => new(Share > 0 ? Share / threads : 1, disk);
}

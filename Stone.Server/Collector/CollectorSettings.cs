namespace Stone.Server.Collector;

/// <summary>How much a collection takes, and how it is cut up.</summary>
internal sealed record CollectorSettings
{
    /// <summary>Threads that mark.</summary>
    public int MarkThreads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Threads that reclaim pages.</summary>
    public int ReclaimThreads { get; init; } = 1;

    /// <summary>Processors that it takes in all; 0 for as many as there are threads.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>Bytes of the disk that it reads, and of pages that it has emptied, in a second; 0 for no limit.</summary>
    public long DiskBytesPerSecond { get; init; }

    /// <summary>About so many objects are removed by one commit.</summary>
    public int RemovedAtOnce { get; init; } = 500;

    /// <summary>Data pages that one commit empties.</summary>
    public int PagesAtOnce { get; init; } = 2;

    /// <summary>Pages are emptied in which no more than this part of the records lives.</summary>
    public double SparsePart { get; init; } = 0.7;

    /// <summary>The pace of each of so many threads that work at once.</summary>
    public WorkPace PaceOf(int threads, DiskPace disk) => new(Share > 0 ? Share / threads : 1, disk);
}

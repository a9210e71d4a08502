namespace Stone.Server.Storage;

/// <summary>Figures of an open engine, all of one moment.</summary>
public sealed record EngineStatistics
{
    /// <summary>The last published commit.</summary>
    public ulong CommitId { get; init; }

    /// <summary>Number of objects.</summary>
    public long ObjectCount { get; init; }

    /// <summary>Requests that were committed since the engine opened.</summary>
    public long CommittedCount { get; init; }

    /// <summary>Requests that were in conflict.</summary>
    public long ConflictCount { get; init; }

    /// <summary>Why the last request was refused for want of room; empty when commits are taken.</summary>
    public string Shortage { get; init; } = "";

    /// <summary>Requests that were refused, or for which there was no room.</summary>
    public long RefusedCount { get; init; }

    /// <summary>Size of each extent.</summary>
    public IReadOnlyList<long> ExtentSizes { get; init; } = [];

    /// <summary>Size of all extents.</summary>
    public long ExtentBytes => ExtentSizes.Sum();

    /// <summary>Of that, free.</summary>
    public long FreeBytes { get; init; }

    /// <summary>Of that, no longer used but held by a view or until a checkpoint.</summary>
    public long WaitingBytes { get; init; }

    /// <summary>Bytes of frames that were handed out since the engine opened.</summary>
    public long TakenBytes { get; init; }

    /// <summary>Bytes of log written since the engine opened.</summary>
    public long LogBytes { get; init; }

    /// <summary>The log segment that is written.</summary>
    public ulong LogSegment { get; init; }

    /// <summary>Registered views.</summary>
    public int SnapshotCount { get; init; }

    /// <summary>The oldest commit that a view reads.</summary>
    public ulong Horizon { get; init; }

    /// <summary>Nodes of the object table, those that wait to be free among them.</summary>
    public long TableBytes { get; init; }

    /// <summary>The last checkpoint whose meta is durable.</summary>
    public ulong CheckpointGeneration { get; init; }

    /// <summary>Symbols that were interned.</summary>
    public int SymbolCount { get; init; }

    /// <summary>Layouts that were interned.</summary>
    public int LayoutCount { get; init; }

    /// <summary>The next object id to be leased.</summary>
    public ulong NextObjectId { get; init; }
}

using Shared.ObjectFormat.Cache;

namespace Stone.Server.TransactionLog;

/// <summary>A sealed batch with its place in the log, on its way to the disk and then into view.</summary>
public sealed class LoggedBatch
{
    private volatile bool _isPublished;

    /// <summary>Header, records and padding.</summary>
    public required LogBatch Batch { get; init; }

    /// <summary>The segment that it goes to.</summary>
    public required ILogFile File { get; init; }

    /// <summary>Where in the segment.</summary>
    public required long OffsetBytes { get; init; }

    /// <summary>Its length, padding included.</summary>
    public required long LengthBytes { get; init; }

    /// <summary>Its number.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>Object ids below this are claimed once it is durable.</summary>
    public required ulong NextObjectId { get; init; }

    /// <summary>Whether it must be durable before anybody sees what it commits.</summary>
    public required bool MustSync { get; init; }

    /// <summary>What is published when it is written; the horizon is set then.</summary>
    public required PublishedState State { get; init; }

    /// <summary>Whether it is written, durable if it must be, and published. Readable on any thread.</summary>
    public bool IsPublished => _isPublished;

    /// <summary>Notes that it is.</summary>
    internal void MarkPublished() => _isPublished = true;
}

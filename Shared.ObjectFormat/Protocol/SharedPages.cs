namespace Shared.ObjectFormat.Protocol;

/// <summary>
/// The two pages that all sessions share with the stone. The published page, read-only to gems, begins with
/// <see cref="Cache.PublishedRoot"/>; the doorbell, which gems write, is one counter.
/// <code>
/// published page   0: PublishedRoot (64 bytes)    64: stone sleeps (i32)    68: collection runs (i32)    72: 0    1024: shared counters (i64 each)    2048: 0 … 4095
/// doorbell page    0: bell (i32)                  4: 0 … 4095
/// </code>
/// A gem that has written a request fences, and when the stone sleeps adds one to the bell and wakes it.
/// </summary>
public static class SharedPages
{
    /// <summary>Size of each.</summary>
    public const int PageBytes = 4096;

    /// <summary>In the published page: 1 while the stone's request thread sleeps on the bell.</summary>
    public const int StoneSleepsOffset = 64;

    /// <summary>In the published page: not 0 while a collection runs, so that who finds an object by its id must ask for it.</summary>
    public const int CollectionOffset = 68;

    /// <summary>In the published page: the shared counters as they are durable.</summary>
    public const int CountersOffset = 1024;

    /// <summary>How many there are; the first has the index 1.</summary>
    public const int CounterCount = 128;

    /// <summary>In the doorbell page: the bell.</summary>
    public const int BellOffset = 0;
}

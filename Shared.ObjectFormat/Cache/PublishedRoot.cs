using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Cache;

/// <summary>
/// The published state in a page of shared memory that gems map read-only; the stone is the only writer.
/// <code>
///  0           8            16          24      28  32        40              48        64
/// ┌───────────┬────────────┬───────────┬───────┬───┬─────────┬───────────────┬─────────┐
/// │ sequence  │ commit id  │ root frame│ depth │ 0 │ horizon │ repository id │    0    │
/// └───────────┴────────────┴───────────┴───────┴───┴─────────┴───────────────┴─────────┘
/// </code>
/// A sequence lock: the writer makes the sequence odd, writes, makes it even; a reader that saw an odd or a changed
/// sequence reads again.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public unsafe struct PublishedRoot
{
    /// <summary>Size of the structure.</summary>
    public const int SizeBytes = 64;

    [FieldOffset(0)] private ulong sequence;
    [FieldOffset(8)] private ulong commitId;
    [FieldOffset(16)] private ulong rootFrame;
    [FieldOffset(24)] private int depth;
    [FieldOffset(28)] private readonly int reserved;
    [FieldOffset(32)] private ulong horizon;
    [FieldOffset(40)] private ulong repositoryId;

    /// <summary>Prepares a zeroed page; before the first <see cref="Write"/> readers see commit 0.</summary>
    public static void Initialize(PublishedRoot* page, ulong repositoryId)
    {
        *page = default;
        Volatile.Write(ref page->repositoryId, repositoryId);
    }

    /// <summary>The repository that is published here.</summary>
    public static ulong RepositoryId(PublishedRoot* page) => Volatile.Read(ref page->repositoryId);

    /// <summary>Publishes. One writer at a time.</summary>
    public static void Write(PublishedRoot* page, in PublishedState state)
    {
        ulong next = page->sequence + 1;
        Volatile.Write(ref page->sequence, next);
        Thread.MemoryBarrier();
        page->commitId = state.CommitId;
        page->rootFrame = state.RootFrame;
        page->depth = state.Depth;
        page->horizon = state.Horizon;
        Thread.MemoryBarrier();
        Volatile.Write(ref page->sequence, next + 1);
    }

    /// <summary>
    /// Reads a consistent state. False when the writer stayed in the middle of a write for all tries, which happens only
    /// when the stone died there.
    /// </summary>
    public static bool TryRead(PublishedRoot* page, out PublishedState state)
    {
        var spin = default(SpinWait);
        for (int attempt = 0; attempt < 10_000; attempt++)
        {
            ulong before = Volatile.Read(ref page->sequence);
            if ((before & 1) == 0)
            {
                state = new PublishedState(
                    Volatile.Read(ref page->commitId), Volatile.Read(ref page->rootFrame), Volatile.Read(ref page->depth), Volatile.Read(ref page->horizon));
                Thread.MemoryBarrier();
                if (Volatile.Read(ref page->sequence) == before)
                {
                    return true;
                }
            }
            spin.SpinOnce(sleep1Threshold: -1);
        }
        state = default;
        return false;
    }
}

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

    [FieldOffset(0)] private ulong _sequence;
    [FieldOffset(8)] private ulong _commitId;
    [FieldOffset(16)] private ulong _rootFrame;
    [FieldOffset(24)] private int _depth;
    [FieldOffset(28)] private readonly int _reserved;
    [FieldOffset(32)] private ulong _horizon;
    [FieldOffset(40)] private ulong _repositoryId;

    /// <summary>Prepares a zeroed page; before the first <see cref="Write"/> readers see commit 0.</summary>
    public static void Initialize(PublishedRoot* page, ulong repositoryId)
    {
        *page = default;
        Volatile.Write(ref page->_repositoryId, repositoryId);
    }

    /// <summary>The repository that is published here.</summary>
    public static ulong RepositoryId(PublishedRoot* page) => Volatile.Read(ref page->_repositoryId);

    /// <summary>Publishes. One writer at a time.</summary>
    public static void Write(PublishedRoot* page, in PublishedState state)
    {
        ulong next = page->_sequence + 1;
        Volatile.Write(ref page->_sequence, next);
        Thread.MemoryBarrier();
        page->_commitId = state.CommitId;
        page->_rootFrame = state.RootFrame;
        page->_depth = state.Depth;
        page->_horizon = state.Horizon;
        Thread.MemoryBarrier();
        Volatile.Write(ref page->_sequence, next + 1);
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
            ulong before = Volatile.Read(ref page->_sequence);
            if ((before & 1) == 0)
            {
                state = new PublishedState(
                    Volatile.Read(ref page->_commitId), Volatile.Read(ref page->_rootFrame), Volatile.Read(ref page->_depth), Volatile.Read(ref page->_horizon));
                Thread.MemoryBarrier();
                if (Volatile.Read(ref page->_sequence) == before)
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

using System.Runtime.CompilerServices;

namespace Shared.ObjectFormat.Pages;

/// <summary>
/// A node of the object table, one frame. The table is a radix tree over object ids, 504 ways at each level.
/// <code>
///  0              64                                              4096
/// ┌──────────────┬───────┬───────┬───────┬─────────────┬─────────┐
/// │ page header  │entry 0│entry 1│entry 2│     ...     │entry 503│
/// └──────────────┴───────┴───────┴───────┴─────────────┴─────────┘
/// </code>
/// A leaf's entries are <see cref="LeafEntry"/>; an inner node's are frame numbers of nodes, or words of <see cref="TableBundle"/>s in the
/// place of leaves; 0 means nothing there.
/// The entry of id i in a leaf is i mod 504, in the node above i / 504 mod 504, and so on.
/// </summary>
public static unsafe class TableNode
{
    /// <summary>Entries of a node.</summary>
    public const int EntryCount = 504;

    /// <summary>The deepest tree: 504^6 ids are more than a frame number can place.</summary>
    public const int MaximumDepth = 6;

    /// <summary>The entries of a node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong* Entries(byte* node) => (ulong*)(node + PageHeader.SizeBytes);

    /// <summary>The entries of a leaf by its word in the node above, in its page or, of a bundle, in a buffer.</summary>
    /// <param name="extent">First byte of the mapped extents.</param>
    /// <param name="word">Frame of the leaf, or a bundle's word, or 0: then all entries are.</param>
    /// <param name="firstObjectId">The leaf's first object.</param>
    /// <param name="buffer"><see cref="EntryCount"/> words.</param>
    public static ReadOnlySpan<ulong> LeafEntries(byte* extent, ulong word, ulong firstObjectId, Span<ulong> buffer)
    {
        byte* page = extent + (TableBundle.FrameOf(word) << Frame.Shift);
        if (TableBundle.Is(word))
        {
            TableBundle.CopyLeaf(page, firstObjectId, buffer);
            return buffer;
        }
        if (word != 0)
        {
            return new ReadOnlySpan<ulong>(Entries(page), EntryCount);
        }
        buffer.Clear();
        return buffer;
    }

    /// <summary>How many ids a tree of this depth covers, [0, n).</summary>
    public static ulong Capacity(int depth)
    {
        ulong capacity = 1;
        for (int level = 0; level < depth; level++)
        {
            capacity *= EntryCount;
        }
        return capacity;
    }
}

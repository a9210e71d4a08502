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
/// A leaf's entries are <see cref="LeafEntry"/>; an inner node's are frame numbers of nodes; 0 means nothing there.
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

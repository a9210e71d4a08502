using Shared.ObjectFormat.Pages;

namespace Shared.ObjectFormat.Cache;

/// <summary>
/// The objects whose entries differ between two versions of the object table. Copy-on-write makes it cheap: equal subtrees
/// are the same frame and are passed over. Used when write sets no longer reach back far enough.
/// </summary>
public static unsafe class TableDifference
{
    /// <summary>Calls back with the id of each object whose entry differs, in ascending order. Both roots must be held by views.</summary>
    public static void Visit(byte* extent, ulong rootA, int depthA, ulong rootB, int depthB, Action<ulong> changed)
    {
        // The shallower tree stands under entry 0 of the deeper one, as growing the table puts it there.
        int depth = Math.Max(depthA, depthB);
        if (depth > 0)
        {
            VisitNodes(extent, rootA, depthA, rootB, depthB, depth, 0, changed);
        }
    }

    private static void VisitNodes(
        byte* extent, ulong nodeA, int depthA, ulong nodeB, int depthB, int depth, ulong firstId, Action<ulong> changed)
    {
        if (nodeA == nodeB && depthA == depthB)
        {
            return;
        }
        if (depth == 1)
        {
            VisitLeaves(extent, nodeA, nodeB, firstId, changed);
            return;
        }
        ulong span = TableNode.Capacity(depth - 1);
        for (int index = 0; index < TableNode.EntryCount; index++)
        {
            ulong a = Entry(extent, nodeA, depthA, depth, index);
            ulong b = Entry(extent, nodeB, depthB, depth, index);
            if (a != b || index == 0)
            {
                ulong id = firstId + ((ulong)index * span);
                VisitNodes(extent, a, Math.Min(depthA, depth - 1), b, Math.Min(depthB, depth - 1), depth - 1, id, changed);
            }
        }
    }

    /// <summary>Two leaves, each in a page or in a bundle, or none.</summary>
    private static void VisitLeaves(byte* extent, ulong wordA, ulong wordB, ulong firstId, Action<ulong> changed)
    {
        Span<ulong> bufferA = stackalloc ulong[TableNode.EntryCount];
        Span<ulong> bufferB = stackalloc ulong[TableNode.EntryCount];
        ReadOnlySpan<ulong> a = TableNode.LeafEntries(extent, wordA, firstId, bufferA);
        ReadOnlySpan<ulong> b = TableNode.LeafEntries(extent, wordB, firstId, bufferB);
        for (int index = 0; index < a.Length; index++)
        {
            if (a[index] != b[index])
            {
                changed(firstId + (ulong)index);
            }
        }
    }

    private static ulong Entry(byte* extent, ulong node, int nodeDepth, int depth, int index)
    {
        if (node == 0 || nodeDepth < depth)
        {
            return index == 0 ? node : 0;
        }
        return TableNode.Entries(extent + (node << Frame.Shift))[index];
    }
}

using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;

namespace Shared.ObjectFormat.Cache;

/// <summary>Goes through all objects of a view in the order of their ids. Subtrees without objects are passed over.</summary>
public static unsafe class ObjectTableWalk
{
    /// <summary>The record of the first object with an id from <paramref name="objectId"/> on; null when there is none.</summary>
    /// <param name="extent">First byte of the mapped extent.</param>
    /// <param name="rootFrame">Frame of the root, 0 for an empty table.</param>
    /// <param name="depth">Levels of the table.</param>
    /// <param name="objectId">Where to begin; the object's id when there is one.</param>
    public static RecordHeader* Next(byte* extent, ulong rootFrame, int depth, ref ulong objectId) =>
        rootFrame == 0 || depth == 0 ? null : Next(extent, rootFrame, depth, 0, ref objectId);

    private static RecordHeader* Next(byte* extent, ulong node, int depth, ulong firstId, ref ulong objectId)
    {
        if (depth == 1)
        {
            return NextInLeaf(extent, node, firstId, ref objectId);
        }

        ulong span = TableNode.Capacity(depth - 1);
        ulong* entries = TableNode.Entries(extent + (node << Frame.Shift));
        for (ulong index = objectId <= firstId ? 0 : (objectId - firstId) / span; index < TableNode.EntryCount; index++)
        {
            if (entries[index] != 0 && Next(extent, entries[index], depth - 1, firstId + (index * span), ref objectId) is not null and var found)
            {
                return found;
            }
        }

        return null;
    }

    private static RecordHeader* NextInLeaf(byte* extent, ulong word, ulong firstId, ref ulong objectId)
    {
        Span<ulong> buffer = stackalloc ulong[TableNode.EntryCount];
        ReadOnlySpan<ulong> entries = TableNode.LeafEntries(extent, word, firstId, buffer);
        for (int index = objectId <= firstId ? 0 : (int)Math.Min(objectId - firstId, TableNode.EntryCount); index < entries.Length; index++)
        {
            if (new LeafEntry(entries[index]) is { IsPresent: true } entry)
            {
                objectId = firstId + (ulong)index;
                return ObjectTableReader.Record(extent, entry);
            }
        }

        return null;
    }
}

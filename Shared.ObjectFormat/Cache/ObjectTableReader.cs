using System.Runtime.CompilerServices;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;

namespace Shared.ObjectFormat.Cache;

/// <summary>
/// Looks objects up in the mapped extent, by pointer. Used by the stone and by every gem. The caller holds a view whose
/// root this is, so no node or page under it can be reused meanwhile.
/// </summary>
public static unsafe class ObjectTableReader
{
    /// <summary>The record of an object, or null when it does not exist under this root.</summary>
    /// <param name="extent">First byte of the mapped extent.</param>
    /// <param name="rootFrame">Frame of the root, 0 for an empty table.</param>
    /// <param name="depth">Levels of the table.</param>
    /// <param name="objectId">The object.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RecordHeader* Find(byte* extent, ulong rootFrame, int depth, ulong objectId)
    {
        var entry = new LeafEntry(FindEntry(extent, rootFrame, depth, objectId));
        return entry.IsPresent ? (RecordHeader*)(extent + LeafEntry.ByteOffset(entry.Bits)) : null;
    }

    /// <summary>The record that a leaf entry places; only for an entry that is present.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RecordHeader* Record(byte* extent, LeafEntry entry) => (RecordHeader*)(extent + LeafEntry.ByteOffset(entry.Bits));

    /// <summary>The bits of an object's <see cref="LeafEntry"/>, 0 when there is none.</summary>
    public static ulong FindEntry(byte* extent, ulong rootFrame, int depth, ulong objectId)
    {
        const ulong Ways = TableNode.EntryCount;
        if (depth == 3)
        {
            // The usual depth, without a loop: up to 128 million objects.
            ulong leafIndex = objectId / Ways;
            ulong top = leafIndex / Ways;
            if (top >= Ways)
            {
                return 0;
            }
            ulong middle = Child(extent, rootFrame, top);
            ulong leaf = middle == 0 ? 0 : Child(extent, middle, leafIndex - (top * Ways));
            return EntryIn(extent, leaf, objectId, objectId - (leafIndex * Ways));
        }
        if (depth == 0)
        {
            return 0;
        }
        ulong span = TableNode.Capacity(depth - 1);
        if (objectId / span >= Ways)
        {
            return 0;
        }
        ulong node = rootFrame;
        ulong rest = objectId;
        for (int level = depth - 1; level > 0 && node != 0; level--)
        {
            ulong index = rest / span;
            node = Child(extent, node, index);
            rest -= index * span;
            span /= Ways;
        }
        return EntryIn(extent, node, objectId, rest);
    }

    /// <summary>The entry of an object in a leaf, which may be 0 for none or the word of a bundle; in a leaf it stands at an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EntryIn(byte* extent, ulong leaf, ulong objectId, ulong index) =>
        leaf == 0 ? 0
        : TableBundle.Is(leaf) ? TableBundle.Find(extent + (TableBundle.FrameOf(leaf) << Frame.Shift), objectId)
        : Child(extent, leaf, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Child(byte* extent, ulong frame, ulong index) =>
        *(ulong*)(extent + (frame << Frame.Shift) + PageHeader.SizeBytes + (index << 3));
}

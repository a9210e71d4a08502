using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;

namespace Stone.Server.Collector;

/// <summary>The view that a collection marks: the extents and the object table of one commit, which stay while it is registered.</summary>
/// <param name="Extent">First byte of the mapped extents.</param>
/// <param name="State">Commit, root and depth.</param>
internal readonly unsafe record struct MarkedView(nint Extent, PublishedState State)
{
    /// <summary>The record of an object, null when the view has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RecordHeader* Find(ulong objectId) => ObjectTableReader.Find((byte*)Extent, State.RootFrame, State.Depth, objectId);

    /// <summary>As <see cref="Find"/>; besides, the record is on its way into the processor's cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RecordHeader* FindAhead(ulong objectId)
    {
        RecordHeader* record = Find(objectId);
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(record);
            Sse.Prefetch0((byte*)record + 64);
        }
        return record;
    }

    /// <summary>The entries of a leaf that <see cref="ForEachLeaf"/> named; the buffer is for those of a bundle.</summary>
    public ReadOnlySpan<ulong> Entries(ulong firstObjectId, ulong word, Span<ulong> buffer) =>
        TableNode.LeafEntries((byte*)Extent, word, firstObjectId, buffer);

    /// <summary>Calls back with each leaf of the object table: its first object id and its word in the node above, in ascending order.</summary>
    public void ForEachLeaf(LeafAction action)
    {
        if (State.RootFrame != 0)
        {
            VisitNode(State.RootFrame, State.Depth - 1, 0, action);
        }
    }

    private void VisitNode(ulong word, int level, ulong firstObjectId, LeafAction action)
    {
        if (level == 0)
        {
            action(firstObjectId, word);
            return;
        }
        ReadOnlySpan<ulong> entries = new(TableNode.Entries((byte*)Extent + (word << Frame.Shift)), TableNode.EntryCount);
        ulong span = TableNode.Capacity(level);
        for (int index = 0; index < entries.Length; index++)
        {
            if (entries[index] != 0)
            {
                VisitNode(entries[index], level - 1, firstObjectId + ((ulong)index * span), action);
            }
        }
    }

    /// <summary>What is done with a leaf.</summary>
    public delegate void LeafAction(ulong firstObjectId, ulong word);
}

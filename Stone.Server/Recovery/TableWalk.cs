using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;

namespace Stone.Server.Recovery;

/// <summary>
/// Walks the object table under a meta by reading the file. Each node is verified before anything it says is believed; one
/// that is bad is told to the pages' verifier and, when that does not throw, passed over with all below it.
/// </summary>
internal sealed class TableWalk(PageVerifier pages, Meta meta)
{
    private readonly byte[] _nodes = new byte[TableNode.MaximumDepth * Frame.SizeBytes];

    /// <summary>Asked before a node is read, by frame; false passes over it.</summary>
    public Func<ulong, bool>? Node { get; init; }

    /// <summary>Called with the leaf's frame, an object id and its entry, for each entry that is one; in the order of the ids.</summary>
    public required Action<ulong, ulong, LeafEntry> Entry { get; init; }

    /// <summary>Walks.</summary>
    public void Run()
    {
        if (meta.Depth > TableNode.MaximumDepth || (meta.RootFrame == 0) != (meta.Depth == 0))
        {
            pages.Fault(meta.RootFrame, $"the meta claims a table of depth {meta.Depth}");
        }
        else if (meta.RootFrame != 0)
        {
            VisitNode(meta.RootFrame, (int)meta.Depth - 1, 0);
        }
    }

    private void VisitNode(ulong frame, int level, ulong firstObjectId)
    {
        Span<byte> node = _nodes.AsSpan(level * Frame.SizeBytes, Frame.SizeBytes);
        if ((Node != null && !Node(frame)) || !pages.TryReadNode(frame, level, firstObjectId, node))
        {
            return;
        }
        ReadOnlySpan<ulong> entries = MemoryMarshal.Cast<byte, ulong>(node[PageHeader.SizeBytes..]);
        ulong span = TableNode.Capacity(level);
        for (int index = 0; index < entries.Length; index++)
        {
            if (entries[index] == 0)
            {
                continue;
            }
            ulong objectId = firstObjectId + ((ulong)index * span);
            if (level == 0)
            {
                VisitEntry(frame, objectId, new LeafEntry(entries[index]));
            }
            else
            {
                VisitNode(entries[index], level - 1, objectId);
            }
        }
    }

    private void VisitEntry(ulong leaf, ulong objectId, LeafEntry entry)
    {
        if (!entry.IsValid || (entry.IsPresent && entry.OffsetBytes < PageHeader.SizeBytes))
        {
            pages.Fault(leaf, $"it has the entry {entry.Bits:x16}, which is none");
        }
        else
        {
            Entry(leaf, objectId, entry);
        }
    }
}

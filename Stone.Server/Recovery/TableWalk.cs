using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;

namespace Stone.Server.Recovery;

/// <summary>
/// Walks the object table under a meta by reading the file. Each node is verified before anything it says is believed; one
/// that is bad is told to the pages' verifier and, when that does not throw, passed over with all below it.
/// </summary>
internal sealed unsafe class TableWalk(PageVerifier pages, Meta meta)
{
    private readonly byte[] _nodes = new byte[TableNode.MaximumDepth * Frame.SizeBytes];
    private readonly byte[] _bundle = new byte[Frame.SizeBytes];
    private readonly ulong[] _leaf = new ulong[TableNode.EntryCount];
    private ulong _bundleFrame;
    private bool _isBundleSound;
    private uint _bundleEntriesLeft;

    /// <summary>Asked before a node is read, by frame; false passes over it.</summary>
    public Func<ulong, bool>? Node { get; init; }

    /// <summary>Called with the frame of the leaf, or of the bundle that stands for it, an object id and its entry, for each entry that is one; in the order of the ids.</summary>
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
        if ((Node != null && !Node(frame)) || !pages.TryReadNode(frame, level, firstObjectId, node)
            || !IsOfKind(frame, node, level == 0 ? PageKind.TableLeaf : PageKind.TableInner))
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
            else if (level == 1 && TableBundle.Is(entries[index]))
            {
                VisitLeafOfBundle(TableBundle.FrameOf(entries[index]), objectId);
            }
            else
            {
                VisitNode(entries[index], level - 1, objectId);
            }
        }
        if (level == 1)
        {
            EndBundle();
        }
    }

    /// <summary>Bundles of a node do not overlap, so one is read at a time.</summary>
    private void VisitLeafOfBundle(ulong frame, ulong firstObjectId)
    {
        if (frame != _bundleFrame)
        {
            EndBundle();
            _bundleFrame = frame;
            _isBundleSound = (Node == null || Node(frame)) && pages.TryReadNode(frame, 0, firstObjectId, _bundle) && IsOfKind(frame, _bundle, PageKind.TableBundle);
            _bundleEntriesLeft = _isBundleSound ? MemoryMarshal.AsRef<PageHeader>(_bundle).Count : 0;
        }
        if (!_isBundleSound)
        {
            return;
        }
        fixed (byte* bundle = _bundle)
        {
            TableBundle.CopyLeaf(bundle, firstObjectId, _leaf);
        }
        for (int index = 0; index < _leaf.Length; index++)
        {
            if (_leaf[index] != 0)
            {
                _bundleEntriesLeft--;
                VisitEntry(frame, firstObjectId + (ulong)index, new LeafEntry(_leaf[index]));
            }
        }
    }

    private void EndBundle()
    {
        if (_bundleEntriesLeft != 0)
        {
            pages.Fault(_bundleFrame, $"{_bundleEntriesLeft} of its objects are of leaves that it does not stand for");
        }
        (_bundleFrame, _bundleEntriesLeft) = (0, 0);
    }

    private bool IsOfKind(ulong frame, ReadOnlySpan<byte> node, PageKind kind) =>
        MemoryMarshal.AsRef<PageHeader>(node).Kind == kind || pages.Fault(frame, $"it is no {kind}, as the node above it says");

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

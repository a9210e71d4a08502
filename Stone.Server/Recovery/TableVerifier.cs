using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>
/// Walks everything under a meta by reading the file, never through the mapping, where an unreadable page would kill the
/// process. Verifies each node, notes which frames are in use and how many records each page holds, and optionally verifies
/// the data pages. Refuses by page number.
/// </summary>
internal sealed unsafe class TableVerifier(RepositoryCore core, Meta meta)
{
    private readonly byte[] _nodes = new byte[TableNode.MaximumDepth * Frame.SizeBytes];
    private readonly List<ulong> _pages = [];
    private readonly List<ulong> _runs = [];

    /// <summary>Objects that were found.</summary>
    public long ObjectCount { get; private set; }

    /// <summary>Verifies the table; all data pages too when that is asked for or they are few.</summary>
    public void Verify(bool allPages)
    {
        if (meta.Depth > TableNode.MaximumDepth || (meta.RootFrame == 0) != (meta.Depth == 0))
        {
            throw Refuse(meta.RootFrame, $"the meta claims a table of depth {meta.Depth}");
        }
        if (meta.RootFrame != 0)
        {
            VisitNode(meta.RootFrame, (int)meta.Depth - 1, 0);
        }
        long pageBytes = (long)_pages.Count * Frame.DataPageBytes;
        bool verifyPages = allPages || pageBytes <= core.Settings.PageVerificationBytes;
        if (verifyPages)
        {
            _pages.ForEach(page => VerifyPage(page, PageKind.Data));
        }
        foreach (ulong run in _runs)
        {
            VerifyRun(run, verifyPages);
        }
        if (meta.OutcomesFrame != 0)
        {
            PageHeader header = ReadHeader(meta.OutcomesFrame, PageKind.Outcomes);
            MarkUsed(meta.OutcomesFrame, header.Frames, RegionKind.Runs);
            VerifyPage(meta.OutcomesFrame, PageKind.Outcomes);
        }
    }

    private void VisitNode(ulong frame, int level, ulong firstObjectId)
    {
        MarkUsed(frame, 1, RegionKind.Nodes);
        Span<byte> node = _nodes.AsSpan(level * Frame.SizeBytes, Frame.SizeBytes);
        core.Extent.Read((long)frame << Frame.Shift, node);
        ref readonly PageHeader header = ref MemoryMarshal.AsRef<PageHeader>(node);
        CheckHeader(frame, header, level == 0 ? PageKind.TableLeaf : PageKind.TableInner);
        if (header.Level != level || header.FirstObjectId != firstObjectId || header.Frames != 1)
        {
            throw Refuse(frame, $"it is the node of objects from {header.FirstObjectId} at level {header.Level}, where {firstObjectId} at {level} belongs");
        }
        if (Crc32C.ComputeWithoutField(node, PageHeader.ChecksumOffset) != header.Checksum)
        {
            throw Refuse(frame, "its checksum is wrong");
        }
        ReadOnlySpan<ulong> entries = MemoryMarshal.Cast<byte, ulong>(node[PageHeader.SizeBytes..]);
        ulong span = TableNode.Capacity(level);
        for (int index = 0; index < entries.Length; index++)
        {
            if (entries[index] == 0)
            {
                continue;
            }
            if (level == 0)
            {
                VisitEntry(frame, new LeafEntry(entries[index]));
            }
            else
            {
                VisitNode(entries[index], level - 1, firstObjectId + ((ulong)index * span));
            }
        }
    }

    private void VisitEntry(ulong leaf, LeafEntry entry)
    {
        if (!entry.IsValid || (entry.IsPresent && entry.OffsetBytes < PageHeader.SizeBytes))
        {
            throw Refuse(leaf, $"it has the entry {entry.Bits:x16}, which is none");
        }
        if (entry.IsTombstone)
        {
            return;
        }
        ObjectCount++;
        if (entry.IsLarge)
        {
            _runs.Add(entry.FirstFrame);
            return;
        }
        if (core.Usage[entry.FirstFrame] == 0)
        {
            MarkUsed(entry.FirstFrame, Frame.PerDataPage, RegionKind.Pages);
            _pages.Add(entry.FirstFrame);
        }
        core.Usage.Increment(entry.FirstFrame);
    }

    private void VerifyRun(ulong frame, bool verifyPages)
    {
        PageHeader header = ReadHeader(frame, PageKind.LargeObject);
        MarkUsed(frame, header.Frames, RegionKind.Runs);
        if (verifyPages)
        {
            VerifyPage(frame, PageKind.LargeObject);
        }
    }

    private void VerifyPage(ulong frame, PageKind kind)
    {
        PageHeader header = ReadHeader(frame, kind);
        long lengthBytes = (long)header.Frames * Frame.SizeBytes;
        if (kind == PageKind.Data && header.Frames != Frame.PerDataPage)
        {
            throw Refuse(frame, $"it is a data page of {header.Frames} frames");
        }
        byte[] piece = new byte[(int)Math.Min(lengthBytes, 1 << 20)];
        uint state = Crc32C.Start;
        for (long at = 0; at < lengthBytes; at += piece.Length)
        {
            Span<byte> part = piece.AsSpan(0, (int)Math.Min(piece.Length, lengthBytes - at));
            core.Extent.Read(((long)frame << Frame.Shift) + at, part);
            if (at == 0)
            {
                part.Slice(PageHeader.ChecksumOffset, 4).Clear();
            }
            state = Crc32C.Append(state, part);
        }
        if (Crc32C.Finish(state) != header.Checksum)
        {
            throw Refuse(frame, "its checksum is wrong");
        }
    }

    private PageHeader ReadHeader(ulong frame, PageKind kind)
    {
        if (frame < Frame.FirstUsable || frame >= meta.AllocatedFrames)
        {
            throw Refuse(frame, "it lies outside of the extent");
        }
        PageHeader header = default;
        core.Extent.Read((long)frame << Frame.Shift, new Span<byte>(&header, PageHeader.SizeBytes));
        CheckHeader(frame, header, kind);
        return frame + header.Frames <= meta.AllocatedFrames ? header : throw Refuse(frame, "it reaches past the end of the extent");
    }

    private void CheckHeader(ulong frame, in PageHeader header, PageKind kind)
    {
        if (header.Magic != PageHeader.MagicValue || header.PageNumber != frame)
        {
            throw Refuse(frame, $"there is no page of that number, but {header.PageNumber}");
        }
        if (header.RepositoryId != meta.RepositoryId)
        {
            throw Refuse(frame, $"it belongs to repository {header.RepositoryId:x16}");
        }
        if (header.Kind != kind)
        {
            throw Refuse(frame, $"it is of kind {header.Kind}, not {kind}");
        }
        if (header.BirthCommit > meta.CommitId)
        {
            throw Refuse(frame, $"it was written by commit {header.BirthCommit}, after the meta's {meta.CommitId}");
        }
    }

    private void MarkUsed(ulong frame, uint frames, RegionKind kind)
    {
        if (frame < Frame.FirstUsable || frame >= meta.AllocatedFrames || frames == 0 || !core.Space.Allocator.TryMarkUsed(frame, frames, kind))
        {
            throw Refuse(frame, "it is outside of the extent or in use twice");
        }
    }

    private RecoveryRefusedException Refuse(ulong frame, string what) =>
        new(RefusalReason.PageDamaged, $"{core.Extent.Name}: page {frame} is damaged: {what}");
}

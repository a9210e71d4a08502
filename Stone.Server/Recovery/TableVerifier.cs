using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.ObjectTable;

namespace Stone.Server.Recovery;

/// <summary>
/// Verifies everything under a meta: each node, optionally the data pages and runs, outcomes, the map of space. Notes in the allocator which
/// frames are in use, so that none is twice, and how many records each page holds. What is wrong is told to the pages'
/// verifier: recovery refuses at the first fault, an audit goes on.
/// </summary>
internal sealed class TableVerifier(PageVerifier pages, Meta meta, FrameAllocator allocator, PageUsage usage)
{
    private readonly List<ulong> _dataPages = [];
    private readonly List<ulong> _runs = [];

    /// <summary>Objects that were found.</summary>
    public long ObjectCount { get; private set; }

    /// <summary>Nodes of the table.</summary>
    public long NodeCount { get; private set; }

    /// <summary>Data pages with objects.</summary>
    public int DataPageCount => _dataPages.Count;

    /// <summary>Objects with a run of frames of their own.</summary>
    public int RunCount => _runs.Count;

    /// <summary>Whether data pages and runs were verified too.</summary>
    public bool HasVerifiedPages { get; private set; }

    /// <summary>Called with the number of objects that were found in the table, then of those in verified pages on top of it.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>Verifies the table; data pages too when they take no more than so many bytes.</summary>
    public void Verify(long dataPageLimitBytes)
    {
        new TableWalk(pages, meta) { Node = VisitNode, Entry = VisitEntry }.Run();
        bool verifyPages = (long)_dataPages.Count * Frame.DataPageBytes <= dataPageLimitBytes;
        long seen = ObjectCount;
        foreach (ulong page in _dataPages)
        {
            if (verifyPages)
            {
                pages.TryVerify(page, PageKind.Data);
                seen += usage[page];
                Progress?.Invoke(seen);
            }
        }
        foreach (ulong run in _runs)
        {
            VerifyRun(run, PageKind.LargeObject, verifyPages);
            seen++;
            Progress?.Invoke(seen);
        }
        HasVerifiedPages = verifyPages;
        if (meta.OutcomesFrame != 0)
        {
            VerifyRun(meta.OutcomesFrame, PageKind.Outcomes, verifyContents: true);
        }
        if (meta.SpaceMapFrame != 0)
        {
            VerifyRun(meta.SpaceMapFrame, PageKind.SpaceMap, verifyContents: true);
        }
    }

    private bool VisitNode(ulong frame)
    {
        NodeCount++;
        return MarkUsed(frame, 1, RegionKind.Nodes);
    }

    private void VisitEntry(ulong leaf, ulong objectId, LeafEntry entry)
    {
        if (entry.IsTombstone)
        {
            return;
        }
        ObjectCount++;
        Progress?.Invoke(ObjectCount);
        if (entry.IsLarge)
        {
            _runs.Add(entry.FirstFrame);
            return;
        }
        if (usage[entry.FirstFrame] == 0)
        {
            if (!MarkUsed(entry.FirstFrame, Frame.PerDataPage, RegionKind.Pages))
            {
                return;
            }
            _dataPages.Add(entry.FirstFrame);
        }
        usage.Increment(entry.FirstFrame);
    }

    private void VerifyRun(ulong frame, PageKind kind, bool verifyContents)
    {
        // Its own header says how long a run is, so it is believed only after its checksum, where that is looked at.
        if ((!verifyContents || pages.TryVerify(frame, kind)) && pages.TryReadHeader(frame, kind, out PageHeader header))
        {
            MarkUsed(frame, header.Frames, RegionKind.Runs);
        }
    }

    private bool MarkUsed(ulong frame, uint frames, RegionKind kind) =>
        (pages.Holds(frame, frames) && allocator.TryMarkUsed(frame, frames, kind))
        || pages.Fault(frame, "it is outside of the extent or in use twice");
}

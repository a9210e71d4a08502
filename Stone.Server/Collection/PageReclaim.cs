using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.ObjectTable;
using Stone.Server.Storage;

namespace Stone.Server.Collection;

/// <summary>
/// Moves what survives in sparse data pages together, so that the pages become free. Moved records keep the commits that wrote them, so
/// nobody is in conflict over one; and nothing of it is logged: after a crash they stand where they stood, in a page that no meta and no
/// view has given up yet. Used under the engine's gate.
/// </summary>
internal sealed unsafe class PageReclaim(RepositoryCore core)
{
    private readonly byte[] _page = new byte[Frame.DataPageBytes];
    private readonly NodePaths _paths = new();

    /// <summary>
    /// Moves what lives in these pages, in the batch in the making; how many records. Frames that begin no closed data page under the root are
    /// passed over. Throws <see cref="RepositoryFullException"/>, and then nothing has changed.
    /// </summary>
    public int Move(ReadOnlySpan<ulong> frames)
    {
        _paths.Clear();
        int pages = 0;
        foreach (ulong frame in frames)
        {
            if (IsMovable(frame))
            {
                ForEachSurvivor(frame, record => _paths.Add(ObjectRecord.Header(record).ObjectId));
                pages++;
            }
            else
            {
                core.Usage.LookAt(frame);
            }
        }
        if (pages == 0)
        {
            return 0;
        }
        core.EnsureLogRoom(LogRecordHeader.SizeBytes);
        core.Space.EnsureForCollection(new Reservation(_paths.Count, pages + 1));
        try
        {
            ulong commitId = core.BeginSystemCommit(LogRecordKind.SystemCommit);
            int moved = 0;
            foreach (ulong frame in frames)
            {
                if (IsMovable(frame))
                {
                    ForEachSurvivor(frame, record =>
                    {
                        core.Placement.Move(record, commitId);
                        moved++;
                    });
                }
            }
            return moved;
        }
        catch (Exception exception)
        {
            throw core.Fail(exception);
        }
    }

    private bool IsMovable(ulong frame)
    {
        FrameAllocator allocator = core.Space.Allocator;
        int region = (int)Math.Min(int.MaxValue, frame / FrameAllocator.RegionFrames);
        int extent = Frame.ExtentIndex(frame);
        if (extent >= allocator.ExtentCount || region % FrameAllocator.RegionsPerExtent >= allocator.RegionCount(extent)
            || allocator.KindOf(region) != RegionKind.Pages || frame % Frame.PerDataPage != 0)
        {
            return false;
        }
        ulong bit = 1UL << (int)(frame % FrameAllocator.RegionFrames);
        bool isFree = (allocator.FreeFramesOf(region) & bit) != 0;
        bool isUnreached = (allocator.UnreachedFramesOf(region) & bit) != 0;
        return !isFree && !isUnreached && !core.Placement.IsOpen(frame) && core.Usage[frame] > 0;
    }

    /// <summary>Calls back with each record of a page that the table shows there. They are copies: the mapping may move.</summary>
    private void ForEachSurvivor(ulong frame, RecordAction action)
    {
        core.Table.Unverified?.TouchRecord(LeafEntry.InPage(frame, PageHeader.SizeBytes));
        PageHeader* page = core.Space.Page(frame);
        int usedBytes = (int)page->UsedBytes;
        new ReadOnlySpan<byte>(page, usedBytes).CopyTo(_page);
        for (int at = PageHeader.SizeBytes; at < usedBytes;)
        {
            ReadOnlySpan<byte> rest = _page.AsSpan(at, usedBytes - at);
            ReadOnlySpan<byte> record = rest[..(int)ObjectRecord.Header(rest).RecordBytes];
            if (core.Table.Find(ObjectRecord.Header(record).ObjectId).Bits == LeafEntry.InPage(frame, at).Bits)
            {
                action(record);
            }
            at += record.Length;
        }
    }

    private delegate void RecordAction(ReadOnlySpan<byte> record);
}

using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace Stone.Server.ObjectTable;

/// <summary>
/// Places records: small ones one behind the other in an open data page, each larger one in a run of frames of its own, and
/// tells the object table. Commits and replay both go through here. Not thread-safe; used under the engine's gate.
/// </summary>
public sealed unsafe class ObjectPlacement(ExtentSpace space, ObjectTableWriter table, RetirementList retirement, PageUsage usage)
{
    /// <summary>The largest record that fits a data page.</summary>
    public const int LargestInPageBytes = Frame.DataPageBytes - PageHeader.SizeBytes;

    private ulong _openFrame;
    private int _openUsedBytes;

    /// <summary>Number of objects in the table in the making.</summary>
    public long ObjectCount { get; set; }

    /// <summary>Frames of the run for a record of this size.</summary>
    public static uint RunFrames(long recordBytes) => checked((uint)((PageHeader.SizeBytes + recordBytes + Frame.SizeBytes - 1) / Frame.SizeBytes));

    /// <summary>Places one record, or removes the object when its flag says so. <paramref name="run"/> is the run reserved for a large one, 0 to take it now.</summary>
    public void Place(ReadOnlySpan<byte> record, ulong commitId, ulong run)
    {
        ref readonly RecordHeader header = ref ObjectRecord.Header(record);
        LeafEntry entry;
        if ((header.Flags & RecordFlags.Removed) != 0)
        {
            entry = LeafEntry.Tombstone;
        }
        else if (record.Length > LargestInPageBytes)
        {
            entry = PlaceInRun(record, commitId, run);
        }
        else
        {
            entry = PlaceInPage(record, commitId);
        }
        LeafEntry old = table.Set(header.ObjectId, entry, commitId);
        ObjectCount += (entry.IsPresent ? 1 : 0) - (old.IsPresent ? 1 : 0);
        if (old.IsPresent)
        {
            Retire(old, commitId);
        }
    }

    /// <summary>
    /// Closes the open page: it is sealed and gets no further record. Done at a checkpoint's cut, so that no page under a
    /// meta changes afterwards.
    /// </summary>
    public void ClosePage(ulong commitId)
    {
        ulong frame = _openFrame;
        if (frame == 0)
        {
            return;
        }
        _openFrame = 0;
        space.Page(frame)->UsedBytes = (uint)_openUsedBytes;
        space.Seal(frame);
        if (usage[frame] == 0)
        {
            retirement.Retire(frame, Frame.PerDataPage, space.Page(frame)->BirthCommit, commitId);
        }
    }

    private LeafEntry PlaceInPage(ReadOnlySpan<byte> record, ulong commitId)
    {
        if (_openFrame == 0 || _openUsedBytes + record.Length > Frame.DataPageBytes)
        {
            ClosePage(commitId);
            _openFrame = space.TakePage(PageKind.Data, commitId);
            _openUsedBytes = PageHeader.SizeBytes;
        }
        byte* page = (byte*)space.Page(_openFrame);
        LeafEntry entry = LeafEntry.InPage(_openFrame, _openUsedBytes);
        Write(record, page + _openUsedBytes, commitId);
        ((PageHeader*)page)->Count++;
        usage.Increment(_openFrame);
        _openUsedBytes += record.Length;
        return entry;
    }

    private LeafEntry PlaceInRun(ReadOnlySpan<byte> record, ulong commitId, ulong run)
    {
        uint frames = RunFrames(record.Length);
        ulong frame = run != 0 ? run : space.TakeRun(PageKind.LargeObject, frames, commitId);
        PageHeader* header = space.Page(frame);
        header->BirthCommit = commitId;
        header->Count = 1;
        byte* body = (byte*)(header + 1);
        Write(record, body, commitId);
        long padBytes = ((long)frames * Frame.SizeBytes) - PageHeader.SizeBytes - record.Length;
        new Span<byte>(body + record.Length, (int)padBytes).Clear();
        space.Seal(frame);
        return LeafEntry.InRun(frame);
    }

    private static void Write(ReadOnlySpan<byte> record, byte* destination, ulong commitId)
    {
        record.CopyTo(new Span<byte>(destination, record.Length));
        ((RecordHeader*)destination)->CommitId = commitId;
    }

    private void Retire(LeafEntry old, ulong commitId)
    {
        ulong frame = old.FirstFrame;
        PageHeader* page = space.Page(frame);
        if (old.IsLarge)
        {
            retirement.Retire(frame, page->Frames, page->BirthCommit, commitId);
        }
        else if (usage.Decrement(frame) == 0 && frame != _openFrame)
        {
            retirement.Retire(frame, Frame.PerDataPage, page->BirthCommit, commitId);
        }
    }
}

using Shared.ObjectFormat.Cache;
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

    private readonly OpenDataPage _open = new(space, usage);

    // Of their own: what has lasted goes to what has lasted.
    private readonly OpenDataPage _survivors = new(space, usage);

    /// <summary>Number of objects in the table in the making.</summary>
    public long ObjectCount { get; set; }

    /// <summary>Frames of the run for a record of this size.</summary>
    public static uint RunFrames(long recordBytes) => checked((uint)((PageHeader.SizeBytes + recordBytes + Frame.SizeBytes - 1) / Frame.SizeBytes));

    /// <summary>Places one record, or removes the object when its flag says so. <paramref name="run"/> is the run reserved for a large one, 0 to take it now.</summary>
    public void Place(ReadOnlySpan<byte> record, ulong commitId, ulong run)
    {
        LeafEntry entry = Write(record, _open, commitId, run, out ulong full);
        if (full != 0)
        {
            FinishPage(full, commitId);
        }
        Graft(ObjectRecord.Header(record).ObjectId, entry, commitId);
        if (entry.IsLarge)
        {
            space.Seal(entry.FirstFrame);
        }
    }

    /// <summary>
    /// Writes a record where no table shows it yet: a small one into an open page, a large one into a run of frames; a tombstone
    /// for a removal. <paramref name="full"/> is the page that had no room and was closed, 0 for none. Nothing is sealed.
    /// </summary>
    public LeafEntry Write(ReadOnlySpan<byte> record, OpenDataPage open, ulong birthCommit, ulong run, out ulong full)
    {
        full = 0;
        if ((ObjectRecord.Header(record).Flags & RecordFlags.Removed) != 0)
        {
            return LeafEntry.Tombstone;
        }
        if (record.Length > LargestInPageBytes)
        {
            return WriteRun(record, run != 0 ? run : space.TakeRun(PageKind.LargeObject, RunFrames(record.Length), birthCommit));
        }
        if (!open.HasRoom(record.Length))
        {
            full = open.Close();
            open.Open(birthCommit);
        }
        return open.Add(record);
    }

    /// <summary>
    /// Has the table show a record that stands in its place, under a commit, or a tombstone. Its page is to be sealed afterwards.
    /// </summary>
    public void Graft(ulong objectId, LeafEntry entry, ulong commitId)
    {
        if (entry.IsPresent)
        {
            ObjectTableReader.Record(space.Base, entry)->CommitId = commitId;
        }
        if (entry.IsLarge)
        {
            space.Page(entry.FirstFrame)->BirthCommit = commitId;
        }
        Show(objectId, entry, commitId);
    }

    /// <summary>Places a record of a data page, which is no longer there, anew. It keeps the commit that wrote it.</summary>
    public void Move(ReadOnlySpan<byte> record, ulong commitId)
    {
        LeafEntry entry = Write(record, _survivors, commitId, run: 0, out ulong full);
        if (full != 0)
        {
            FinishPage(full, commitId);
        }
        Show(ObjectRecord.Header(record).ObjectId, entry, commitId);
    }

    /// <summary>Takes an object out of the table, which then does not know that there ever was one.</summary>
    public void Remove(ulong objectId, ulong commitId)
    {
        LeafEntry old = table.Clear(objectId, commitId);
        if (old.IsPresent)
        {
            ObjectCount--;
            Retire(old, commitId);
        }
    }

    /// <summary>Whether records are still put into a page.</summary>
    public bool IsOpen(ulong frame) => frame == _open.Frame || frame == _survivors.Frame;

    /// <summary>
    /// Closes the open pages: they are sealed and get no further record. Done at a checkpoint's cut, so that no page under a
    /// meta changes afterwards.
    /// </summary>
    public void ClosePages(ulong commitId)
    {
        foreach (OpenDataPage open in (OpenDataPage[])[_open, _survivors])
        {
            ulong frame = open.Close();
            if (frame != 0)
            {
                FinishPage(frame, commitId);
            }
        }
    }

    /// <summary>Seals a page that is complete; one that no object needs any more is retired.</summary>
    public void FinishPage(ulong frame, ulong commitId)
    {
        space.Seal(frame);
        if (usage[frame] == 0)
        {
            retirement.Retire(frame, Frame.PerDataPage, space.Page(frame)->BirthCommit, commitId);
        }
    }

    private void Show(ulong objectId, LeafEntry entry, ulong commitId)
    {
        LeafEntry old = table.Set(objectId, entry, commitId);
        ObjectCount += (entry.IsPresent ? 1 : 0) - (old.IsPresent ? 1 : 0);
        if (old.IsPresent)
        {
            Retire(old, commitId);
        }
    }

    private LeafEntry WriteRun(ReadOnlySpan<byte> record, ulong frame)
    {
        PageHeader* header = space.Page(frame);
        header->Count = 1;
        byte* body = (byte*)(header + 1);
        record.CopyTo(new Span<byte>(body, record.Length));
        long padBytes = ((long)header->Frames * Frame.SizeBytes) - PageHeader.SizeBytes - record.Length;
        new Span<byte>(body + record.Length, (int)padBytes).Clear();
        return LeafEntry.InRun(frame);
    }

    private void Retire(LeafEntry old, ulong commitId)
    {
        ulong frame = old.FirstFrame;
        if (old.IsLarge || (usage.Decrement(frame) == 0 && !IsOpen(frame)))
        {
            table.Unverified?.TouchHeader(old);
            PageHeader* page = space.Page(frame);
            retirement.Retire(frame, page->Frames, page->BirthCommit, commitId);
        }
    }
}

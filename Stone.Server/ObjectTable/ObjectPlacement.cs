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
            entry = WriteRun(record, run != 0 ? run : space.TakeRun(PageKind.LargeObject, RunFrames(record.Length), commitId));
        }
        else
        {
            if (!_open.HasRoom(record.Length))
            {
                ClosePage(commitId);
                _open.Open(commitId);
            }
            entry = _open.Add(record);
        }
        Graft(header.ObjectId, entry, commitId);
        if (entry.IsLarge)
        {
            space.Seal(entry.FirstFrame);
        }
    }

    /// <summary>
    /// Has the table show a record that stands in its place, under a commit, or a tombstone. Its page is to be sealed afterwards.
    /// </summary>
    public void Graft(ulong objectId, LeafEntry entry, ulong commitId)
    {
        if (entry.IsPresent)
        {
            ((RecordHeader*)(space.Base + LeafEntry.ByteOffset(entry.Bits)))->CommitId = commitId;
        }
        if (entry.IsLarge)
        {
            space.Page(entry.FirstFrame)->BirthCommit = commitId;
        }
        LeafEntry old = table.Set(objectId, entry, commitId);
        ObjectCount += (entry.IsPresent ? 1 : 0) - (old.IsPresent ? 1 : 0);
        if (old.IsPresent)
        {
            Retire(old, commitId);
        }
    }

    /// <summary>Writes a large record into a run of frames; not sealed.</summary>
    public LeafEntry WriteRun(ReadOnlySpan<byte> record, ulong frame)
    {
        PageHeader* header = space.Page(frame);
        header->Count = 1;
        byte* body = (byte*)(header + 1);
        record.CopyTo(new Span<byte>(body, record.Length));
        long padBytes = ((long)header->Frames * Frame.SizeBytes) - PageHeader.SizeBytes - record.Length;
        new Span<byte>(body + record.Length, (int)padBytes).Clear();
        return LeafEntry.InRun(frame);
    }

    /// <summary>
    /// Closes the open page: it is sealed and gets no further record. Done at a checkpoint's cut, so that no page under a
    /// meta changes afterwards.
    /// </summary>
    public void ClosePage(ulong commitId)
    {
        ulong frame = _open.Close();
        if (frame != 0)
        {
            FinishPage(frame, commitId);
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

    private void Retire(LeafEntry old, ulong commitId)
    {
        ulong frame = old.FirstFrame;
        PageHeader* page = space.Page(frame);
        if (old.IsLarge)
        {
            retirement.Retire(frame, page->Frames, page->BirthCommit, commitId);
        }
        else if (usage.Decrement(frame) == 0 && frame != _open.Frame)
        {
            retirement.Retire(frame, Frame.PerDataPage, page->BirthCommit, commitId);
        }
    }
}

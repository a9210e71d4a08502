using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.ObjectTable;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Commit;

/// <summary>
/// A commit that comes in pieces. The records of a piece go to the log and into pages of the stream's own, which no table
/// reaches; so memory holds two words for each object, whatever its size. The commit puts them under the root; a stream that
/// is dropped leaves nothing. Used under the engine's gate, but for <see cref="Scan"/>, which belongs to the session.
/// </summary>
public sealed unsafe class CommitStream
{
    private readonly RepositoryCore _core;
    private readonly OpenDataPage _open;
    private readonly List<ulong> _pages = [];

    internal CommitStream(RepositoryCore core, ulong number, LogPosition start)
    {
        _core = core;
        _open = new OpenDataPage(core.Space, core.Usage);
        Number = number;
        Start = start;
    }

    /// <summary>Its number since the stone started.</summary>
    public ulong Number { get; }

    /// <summary>A position in the log before its first piece.</summary>
    public LogPosition Start { get; }

    /// <summary>What can be said of its pieces by looking at them.</summary>
    internal RequestScan Scan { get; } = new(1 << 16);

    /// <summary>Its objects so far.</summary>
    public List<StagedObject> Objects { get; } = [];

    /// <summary>Bytes of its pieces so far.</summary>
    public long LengthBytes => Scan.LengthBytes;

    /// <summary>Pieces so far.</summary>
    public ulong PieceCount { get; internal set; }

    /// <summary>The record of an object of the stream; null for a removal.</summary>
    public RecordHeader* Record(StagedObject staged) =>
        staged.Entry.IsPresent ? ObjectTableReader.Record(_core.Space.Base, staged.Entry) : null;

    /// <summary>Puts a record into its place. <paramref name="run"/> is the run taken for a large one, 0 to take it now.</summary>
    public void Add(ReadOnlySpan<byte> record, ulong run)
    {
        // Older than the commit will be, so its frames are never reused too early.
        LeafEntry entry = _core.Placement.Write(record, _open, _core.LastCommit + 1, run, out ulong full);
        NoteClosed(full);
        if (entry.IsPresent)
        {
            _core.Space.Allocator.MarkUnreached(entry.FirstFrame, _core.Space.Page(entry.FirstFrame)->Frames);
        }
        Objects.Add(new StagedObject(ObjectRecord.Header(record).ObjectId, entry));
    }

    /// <summary>Puts everything under the root in the making.</summary>
    public void Graft(ulong commitId)
    {
        NoteClosed(_open.Close());
        foreach (StagedObject staged in Objects)
        {
            _core.Placement.Graft(staged.ObjectId, staged.Entry, commitId);
            if (staged.Entry.IsLarge)
            {
                ulong frame = staged.Entry.FirstFrame;
                _core.Space.Allocator.MarkReached(frame, _core.Space.Page(frame)->Frames);
                _core.Space.MarkDirty(frame, _core.Space.Page(frame)->Frames);
                _core.Space.Seal(frame);
            }
        }
        foreach (ulong page in _pages)
        {
            _core.Space.Allocator.MarkReached(page, Frame.PerDataPage);
            _core.Space.MarkDirty(page, Frame.PerDataPage);
            _core.Placement.FinishPage(page, commitId);
        }
    }

    /// <summary>Frees all places. Nobody can have seen them.</summary>
    public void Free()
    {
        NoteClosed(_open.Close());
        foreach (ulong page in _pages)
        {
            _core.Usage.Clear(page);
            _core.Space.Allocator.Free(page, Frame.PerDataPage);
        }
        foreach (StagedObject staged in Objects.Where(staged => staged.Entry.IsLarge))
        {
            _core.Space.Allocator.Free(staged.Entry.FirstFrame, _core.Space.Page(staged.Entry.FirstFrame)->Frames);
        }
        _pages.Clear();
        Objects.Clear();
    }

    private void NoteClosed(ulong page)
    {
        if (page != 0)
        {
            _pages.Add(page);
        }
    }
}

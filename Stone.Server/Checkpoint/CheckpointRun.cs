using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Recovery;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Checkpoint;

/// <summary>
/// One checkpoint, in steps between which commits go on: cut, seal and write the dirty pieces, sync the extents, write their
/// headers and sync them, write the other meta, sync it, complete. Only the cut, sealing and the completion hold the engine's
/// gate. See <see cref="CheckpointRules"/>.
/// </summary>
internal sealed unsafe class CheckpointRun(RepositoryCore core)
{
    private IReadOnlyCollection<KeyValuePair<long, ushort>> _dirty = [];
    private Queue<DirtyPiece> _pieces = [];
    private Meta _meta;
    private LogPosition _position;
    private ulong[] _allocatedFrames = [];
    private SpaceCopy? _space;

    /// <summary>
    /// Takes the cut: root, log position and outcomes of one moment; the open page is closed and the log begins a new
    /// segment. Throws <see cref="RepositoryFullException"/> when there is no room for it; then it did not start.
    /// </summary>
    public void Cut()
    {
        core.Pipeline.RunWhenWritten(TakeCut);
        _pieces = new Queue<DirtyPiece>(_dirty.Select(piece => new DirtyPiece(piece.Key, piece.Value)).OrderBy(piece => piece.Number));
    }

    /// <summary>Writes the map of space as of the cut into its run, whose regions are among the dirty ones. Not durable by itself.</summary>
    public void WriteSpaceMap()
    {
        if (_space == null)
        {
            return;
        }
        PageHeader header;
        SpaceCopy space;
        lock (core.Gate)
        {
            header = *core.Space.Page(_meta.SpaceMapFrame);
            space = core.Settings.Rules.SpaceForMap(_space, CopySpace);
        }
        Guarded(() =>
        {
            byte[] run = SpaceMap.Of(space, core.Settings.Rules).Seal(header);
            _meta.SpaceMapChecksum = MemoryMarshal.Read<uint>(run.AsSpan(PageHeader.ChecksumOffset));
            core.Extents.Write((long)_meta.SpaceMapFrame << Frame.Shift, run);
        });
        _space = null;
    }

    /// <summary>
    /// Seals the nodes of one dirty piece, which since the cut nobody changes, and has it written; false when there are no more.
    /// Not durable by itself, but the sync has less to do.
    /// </summary>
    public bool WritePiece()
    {
        if (!_pieces.TryDequeue(out DirtyPiece piece))
        {
            return false;
        }
        lock (core.Gate)
        {
            // A mapping that follows a file's growth may move. A piece takes some 7 µs.
            core.Space.SealNodes(piece);
        }
        Guarded(() => core.Extents.StartWriteback((long)piece.FirstFrame << Frame.Shift, DirtyPiece.FrameCount << Frame.Shift));
        return true;
    }

    /// <summary>Makes everything under the root durable.</summary>
    public void SyncExtents() => Guarded(core.Extents.Sync);

    /// <summary>
    /// Writes the checkpoint's number into the headers of the extents without metas and makes that durable. It comes after
    /// their pages, so a header's number says what is in its extent; it comes before the meta, so an extent whose number is
    /// below the meta's is a copy of an earlier time.
    /// </summary>
    public void WriteHeaders()
    {
        for (int extent = 1; extent < core.Extents.Count; extent++)
        {
            IExtentFile file = core.Extents[extent];
            Guarded(() =>
            {
                ExtentHeader header = ExtentHeaderBlock.Read(file, extent);
                header.CheckpointGeneration = _meta.Generation;
                header.AllocatedFrames = _allocatedFrames[extent];
                ExtentHeaderBlock.Write(file, header);
                file.Sync();
            });
        }
    }

    /// <summary>Writes the meta that is not the last durable one.</summary>
    public void WriteMeta()
    {
        LogPosition now;
        lock (core.Gate)
        {
            now = core.Log.Position;
        }
        LogPosition position = core.Settings.Rules.PositionForMeta(_position, now);
        _meta.LogSegment = position.Segment;
        _meta.LogOffset = (ulong)position.Offset;
        _meta.NextBatchSequence = position.Sequence;
        _meta.PreviousChecksum = position.PreviousChecksum;
        Guarded(() => core.Extents[0].Write((long)(_meta.Generation % 2) * Frame.SizeBytes, MetaBlock.Seal(_meta)));
    }

    /// <summary>Makes the meta durable: from here on recovery starts from it.</summary>
    public void SyncMeta() => Guarded(core.Extents[0].Sync);

    /// <summary>Frees the frames that waited for this checkpoint and recycles log segments.</summary>
    public void Complete()
    {
        lock (core.Gate)
        {
            core.ThrowIfFailed();
            core.Retirement.CheckpointCompleted();
        }
        Guarded(() => core.Log.Recycle(LogPosition.OfReplay(_meta).Segment, core.Settings.SpareLogSegments));
    }

    /// <summary>All steps, with a pause after each piece that is written.</summary>
    public void RunAll(CheckpointPace pace)
    {
        Cut();
        pace.Begin();
        WriteSpaceMap();
        while (WritePiece())
        {
            pace.Wait();
        }
        SyncExtents();
        WriteHeaders();
        WriteMeta();
        SyncMeta();
        Complete();
    }

    private void TakeCut()
    {
        ulong outcomes = WriteOutcomes();
        ulong map = TakeRunForMap();
        try
        {
            core.Log.SwitchSegment();
        }
        catch (RepositoryFullException)
        {
            foreach (ulong run in ((ulong[])[outcomes, map]).Where(run => run != 0))
            {
                core.Space.Allocator.Free(run, core.Space.Page(run)->Frames);
            }
            throw;
        }
        catch (Exception exception)
        {
            throw core.Fail(exception);
        }
        core.Placement.ClosePages(core.LastCommit);
        RetireRun(core.OutcomesFrame);
        RetireRun(core.SpaceMapFrame);
        core.Retirement.Collect(core.LastCommit);
        core.OutcomesFrame = outcomes;
        core.SpaceMapFrame = map;
        _space = map == 0 ? null : CopySpace();
        _position = core.Log.Position;
        _meta = Compose();
        _allocatedFrames = [.. Enumerable.Range(0, core.Extents.Count).Select(core.Space.AllocatedFrames)];
        if (core.Settings.Rules.StreamsForMeta(core.Streams.OldestStart) is { } stream)
        {
            _meta.StreamSegment = stream.Segment;
            _meta.StreamOffset = (ulong)stream.Offset;
            _meta.StreamSequence = stream.Sequence;
            _meta.StreamPreviousChecksum = stream.PreviousChecksum;
        }
        _dirty = core.Space.TakeDirtyPieces();
        core.Retirement.CheckpointStarted(_meta.Generation, core.LastCommit);
    }

    private ulong WriteOutcomes()
    {
        if (core.Outcomes.Entries.Count == 0)
        {
            return 0;
        }
        ulong frame = core.Space.TakeRun(PageKind.Outcomes, OutcomePages.Frames(core.Outcomes.Entries.Count), core.LastCommit);
        OutcomePages.Write(core.Space, frame, core.Outcomes.Entries);
        return frame;
    }

    /// <summary>A run for the map; 0 when there is no room for it: then recovery walks.</summary>
    private ulong TakeRunForMap()
    {
        try
        {
            return core.Space.TakeRun(PageKind.SpaceMap, SpaceMap.RunFrames(core.Space.Allocator.UsedRegions), core.LastCommit);
        }
        catch (RepositoryFullException full)
        {
            core.Logger.Warning("The checkpoint leaves out its map of space, so a recovery would take longer: {Message}", full.Message);
            return 0;
        }
    }

    private SpaceCopy CopySpace() => SpaceCopy.Of(core.Space.Allocator, core.Usage);

    private void RetireRun(ulong frame)
    {
        if (frame != 0)
        {
            PageHeader* page = core.Space.Page(frame);
            core.Retirement.Retire(frame, page->Frames, page->BirthCommit, core.LastCommit);
        }
    }

    private Meta Compose() => new()
    {
        RepositoryId = core.Identity.RepositoryId,
        Timeline = core.Identity.Timeline,
        LeaderEpoch = core.Identity.LeaderEpoch,
        HashSeed = core.HashSeed,
        Generation = core.Retirement.StartedGeneration + 1,
        CommitId = core.LastCommit,
        RootFrame = core.Table.RootFrame,
        Depth = (uint)core.Table.Depth,
        ExtentCount = (uint)core.Extents.Count,
        AllocatedFrames = core.Space.AllocatedFrames(0),
        NextObjectId = core.Ids.Reserved,
        OutcomesFrame = core.OutcomesFrame,
        OutcomeCount = core.OutcomesFrame == 0 ? 0 : (ulong)core.Outcomes.Entries.Count,
        TakenMicroseconds = core.Settings.NowMicroseconds,
        ObjectCount = (ulong)core.Placement.ObjectCount,
        SpaceMapFrame = core.SpaceMapFrame,
    };

    private void Guarded(Action step)
    {
        core.ThrowIfFailed();
        try
        {
            step();
        }
        catch (Exception exception)
        {
            throw core.Fail(exception);
        }
    }
}

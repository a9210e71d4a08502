using Serilog;
using Shared.ObjectFormat.Pages;
using Stone.Server.Checkpoint;
using Stone.Server.Extents;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Recovery;

/// <summary>
/// Opens a repository: takes the newest whole meta, finds what of the space is used under it, replays the log from its cut, and
/// makes a checkpoint before anybody may log in or be told an outcome.
/// </summary>
internal static class RepositoryRecovery
{
    /// <summary>Opens. Throws <see cref="RecoveryRefusedException"/>, and then nothing was changed that counts.</summary>
    public static RepositoryCore Open(IRepositoryFiles files, StorageSettings settings, ILogger logger)
    {
        ExtentSet extents = ExtentOpening.Open(files, settings.ExtentLimitBytes, out MetaChoice choice);
        RepositoryCore? core = null;
        try
        {
            Meta meta = choice.Meta;
            core = new RepositoryCore(files, extents, settings, logger, meta);
            ExtendSpace(core, 0);
            var pages = new PageVerifier(
                extents, meta, (frame, what) => throw new RecoveryRefusedException(RefusalReason.PageDamaged, PageFault(extents, frame, what)));
            var space = new SpaceRecovery(core, choice, pages);
            space.Run();
            Map(core, meta);
            Load(core, meta, space.ObjectCount);
            var replay = new LogReplay(files.Log, core.Identity, meta, new RepositoryReplay(core));
            LogPosition end = replay.Run();
            core.Streams.DropAll();
            if (TornTail.Find(files.Log, core.Identity, end) is { } torn)
            {
                logger.Warning("{Torn}; it is dropped", torn.Line);
                torn.Clear(files.Log);
            }
            core.Log.ContinueAfter(end);
            core.WriteSets.StartAfter(core.LastCommit);
            new CheckpointRun(core).RunAll(new CheckpointPace(core));
            logger.Information(
                "{Extent}: opened at commit {Commit}, {Batches} batches replayed, {Objects} objects",
                string.Join(", ", files.ExtentNames), core.LastCommit, replay.BatchCount, core.Placement.ObjectCount);
            return core;
        }
        catch
        {
            // The caller owns the files.
            core?.Log.Dispose();
            core?.Pipeline.Dispose();
            extents.Dispose();
            throw;
        }
    }

    /// <summary>The line that names a bad page.</summary>
    public static string PageFault(ExtentSet extents, ulong frame, string what)
    {
        int index = Frame.ExtentIndex(frame);
        return index >= extents.Count && index < extents.RecordedCount
            ? $"{extents[0].Name}: extent {index} of its repository holds page {frame}, but only {extents.Count} of {extents.RecordedCount} extents are named"
            : $"{extents.NameOf(frame)}: page {frame} is damaged: {what}";
    }

    private static void ExtendSpace(RepositoryCore core, int firstExtent)
    {
        for (int extent = firstExtent; extent < core.Extents.Count; extent++)
        {
            core.Space.ExtendTo(extent, core.Extents.AllocatedFrames(extent));
        }
    }

    /// <summary>Adds the extents that are new, and maps all.</summary>
    private static void Map(RepositoryCore core, in Meta meta)
    {
        int known = core.Extents.Count;
        ExtentOpening.AddNew(core.Files, core.Extents, meta, core.Settings);
        ExtendSpace(core, known);
        for (int extent = 0; extent < core.Extents.Count; extent++)
        {
            core.Extents[extent].FillHoles();
        }
        core.Extents.Map(core.Files.MapExtents(core.Settings.MaximumExtentBytes.Max()));
    }

    private static void Load(RepositoryCore core, in Meta meta, long objectCount)
    {
        core.LastCommit = meta.CommitId;
        core.Table.Load(meta.RootFrame, (int)meta.Depth, meta.CommitId);
        core.Placement.ObjectCount = objectCount;
        core.Ids.Load(meta.NextObjectId);
        foreach (OutcomeEntry entry in OutcomePages.Read(core.Space, meta.OutcomesFrame, meta.OutcomeCount))
        {
            core.Outcomes.Add(entry.RequestId, entry.CommitId, entry.TimeMicroseconds);
        }
        core.Retirement.CheckpointStarted(meta.Generation, meta.CommitId);
        core.Retirement.CheckpointCompleted();
        core.PublishLatest();
    }
}

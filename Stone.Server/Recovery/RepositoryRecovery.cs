using Serilog;
using Shared.ObjectFormat.Pages;
using Stone.Server.Checkpoint;
using Stone.Server.Extents;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Recovery;

/// <summary>
/// Opens a repository: takes the newest whole meta, verifies what is under it, replays the log from its cut, and makes a
/// checkpoint before anybody may log in or be told an outcome.
/// </summary>
internal static class RepositoryRecovery
{
    /// <summary>Opens. Throws <see cref="RecoveryRefusedException"/>, and then nothing was changed that counts.</summary>
    public static RepositoryCore Open(IRepositoryFiles files, StorageSettings settings, ILogger logger)
    {
        IExtentFile extent = files.OpenExtent();
        RepositoryCore? core = null;
        try
        {
            MetaChoice choice = MetaChoice.Read(extent, settings.MaximumExtentBytes);
            Meta meta = choice.Meta;
            extent.Map(settings.MaximumExtentBytes);
            core = new RepositoryCore(files, extent, settings, logger, meta);
            core.Space.ExtendTo(meta.AllocatedFrames);
            var pages = new PageVerifier(
                extent, meta, (frame, what) => throw new RecoveryRefusedException(RefusalReason.PageDamaged, PageFault(extent, frame, what)));
            var verifier = new TableVerifier(pages, meta, core.Space.Allocator, core.Usage);
            verifier.Verify(choice.IsCertain ? settings.PageVerificationBytes : long.MaxValue);
            Load(core, meta, verifier.ObjectCount);
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
            new CheckpointRun(core).RunAll();
            logger.Information(
                "{Extent}: opened at commit {Commit}, {Batches} batches replayed, {Objects} objects",
                extent.Name, core.LastCommit, replay.BatchCount, core.Placement.ObjectCount);
            return core;
        }
        catch
        {
            // The caller owns the files.
            core?.Log.Dispose();
            core?.Pipeline.Dispose();
            extent.Dispose();
            throw;
        }
    }

    /// <summary>The line that names a bad page.</summary>
    public static string PageFault(IExtentFile extent, ulong frame, string what) => $"{extent.Name}: page {frame} is damaged: {what}";

    private static void Load(RepositoryCore core, in Meta meta, long objectCount)
    {
        core.LastCommit = meta.CommitId;
        core.Table.Load(meta.RootFrame, (int)meta.Depth, meta.CommitId);
        core.Placement.ObjectCount = objectCount;
        core.Ids.Load(meta.NextObjectId);
        core.OutcomesFrame = meta.OutcomesFrame;
        foreach (OutcomeEntry entry in OutcomePages.Read(core.Space, meta.OutcomesFrame, meta.OutcomeCount))
        {
            core.Outcomes.Add(entry.RequestId, entry.CommitId, entry.TimeMicroseconds);
        }
        core.Retirement.CheckpointStarted(meta.Generation, meta.CommitId);
        core.Retirement.CheckpointCompleted();
        core.PublishLatest();
    }
}

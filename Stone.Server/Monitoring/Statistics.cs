using Shared.ObjectFormat.Protocol;
using Stone.Server.Collection;
using Stone.Server.Sessions;
using Stone.Server.Storage;

namespace Stone.Server.Monitoring;

/// <summary>The stone's statistics under the names that GemStone/S gives them, where it has them. Made on the request loop's thread.</summary>
public static class Statistics
{
    /// <summary>All values, in a fixed order.</summary>
    public static StatisticsReply Collect(SessionRegistry registry, RequestHandler handler, StorageEngine engine)
    {
        RequestCounters counters = handler.Counters;
        StatisticsReply reply = new();
        Add(reply, "TotalCommits", counters.Commits);
        Add(reply, "FailedCommits", counters.FailedCommits);
        Add(reply, "TotalAborts", counters.Aborts);
        Add(reply, "CommitBatches", counters.Batches);
        Add(reply, "LargestCommitBatch", counters.LargestBatch);
        Add(reply, "TotalRequests", counters.Requests);
        Add(reply, "RequestLoopSleeps", counters.Sleeps);
        Add(reply, "NumberOfSessions", registry.Sessions.Count);
        Add(reply, "DeadSessions", counters.DeadSessions);
        Add(reply, "OldestCrSession", OldestViewSession(registry));
        Add(reply, "ViewsReleased", counters.ViewsReleased);
        Add(reply, "SessionsKilled", counters.SessionsKilled);
        AddCollections(reply, handler, engine);
        AddEngine(reply, engine.Statistics());
        return reply;
    }

    private static void AddCollections(StatisticsReply reply, RequestHandler handler, StorageEngine engine)
    {
        CollectionProgress now = handler.Collections.Service?.Current?.Progress ?? default;
        (long runs, long removed, long pages) = handler.Collections.Service?.Totals ?? default;
        Add(reply, "VoteState", handler.Votes.IsOpen ? 1 : 0);
        Add(reply, "SessionNotVoted", handler.Votes.Pending.Count);
        Add(reply, "GcPhase", (int)now.Phase);
        Add(reply, "PossibleDeadSize", now.Phase is CollectionPhase.Mark or CollectionPhase.Vote or CollectionPhase.Sweep ? now.Dead : 0);
        Add(reply, "DeadNotReclaimedSize", engine.DeadCount);
        Add(reply, "EpochNewObjects", engine.EpochCreatedCount);
        Add(reply, "GcCount", runs);
        Add(reply, "GcRemovedObjects", removed + now.Removed);
        Add(reply, "GcReclaimedPages", pages + now.ReclaimedPages);
    }

    private static void AddEngine(StatisticsReply reply, EngineStatistics figures)
    {
        Add(reply, "CommitRecordCount", figures.CommitId - figures.Horizon + 1);
        Add(reply, "ObjectCount", figures.ObjectCount);
        Add(reply, "ObjectTableSize", figures.NextObjectId);
        Add(reply, "SymbolCount", figures.SymbolCount);
        Add(reply, "LayoutCount", figures.LayoutCount);
        Add(reply, "ViewCount", figures.SnapshotCount);
        Add(reply, "CheckpointCount", figures.CheckpointGeneration);
        Add(reply, "FrameBytesWritten", figures.TakenBytes);
        Add(reply, "TranlogBytes", figures.LogBytes);
        Add(reply, "TranlogSegment", figures.LogSegment);
        Add(reply, "ExtentBytes", figures.ExtentBytes);
        Add(reply, "FreeBytes", figures.FreeBytes);
        Add(reply, "FreeAfterCheckpointOrViewBytes", figures.WaitingBytes);
    }

    private static int OldestViewSession(SessionRegistry registry)
    {
        int oldest = 0;
        ulong least = ulong.MaxValue;
        foreach (GemSession session in registry.Sessions)
        {
            if (session.View is not { } view || view.CommitId >= least)
                continue;
            least = view.CommitId;
            oldest = session.Id;
        }
        return oldest;
    }

    private static void Add(StatisticsReply reply, string name, double value) =>
        reply.Statistics.Add(new Statistic { Name = name, Value = value });
}

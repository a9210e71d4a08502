using Shared.ObjectFormat.Pages;
using Stone.Server.Recovery;
using Stone.Server.TransactionLog;

namespace Stone.Server.Audit;

/// <summary>
/// Audits the log after a cut: every batch of the chain, as a replay checks it, and what stands where the chain ends. A start
/// takes a batch there that is not whole for one that a crash tore, and drops it; an audit says so, for only whoever knows
/// that there was no crash can tell that it is damage.
/// </summary>
internal sealed class LogAudit(ILogDirectory log, AuditFaults faults)
{
    /// <summary>Batches after the cut.</summary>
    public long BatchCount { get; private set; }

    /// <summary>Hands what was committed after the cut to the target.</summary>
    public void Run(in Meta meta, IReplayTarget target)
    {
        var identity = new LogIdentity(meta.RepositoryId, meta.Timeline, meta.LeaderEpoch);
        var replay = new LogReplay(log, identity, meta, target);
        try
        {
            LogPosition end = replay.Run();
            if (TornTail.Find(log, identity, end) is { } torn)
            {
                faults.Add($"{torn.Line}, a start drops it");
            }
        }
        catch (Storage.StorageException damaged)
        {
            faults.Add(damaged.Message);
        }
        BatchCount = replay.BatchCount;
    }
}

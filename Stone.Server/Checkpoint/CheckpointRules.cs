using Stone.Server.Extents;
using Stone.Server.TransactionLog;

namespace Stone.Server.Checkpoint;

/// <summary>
/// The rules that together make checkpoints and the reuse of frames safe while commits run. Each is one member, so the
/// crash simulator can break one at a time and show that it is needed.
/// </summary>
public class CheckpointRules
{
    /// <summary>
    /// Rule 1: the meta holds the log position that was taken together with the root. A later one would skip commits that
    /// are in the log but not under the root.
    /// </summary>
    public virtual LogPosition PositionForMeta(LogPosition atCut, LogPosition now) => atCut;

    /// <summary>
    /// Rule 2: a frame may be reused at once only if it was born after the cut of the last started checkpoint; an older one
    /// is under the root that a meta holds or is about to hold.
    /// </summary>
    public virtual bool IsReusableAtOnce(ulong birthCommit, ulong startedCutCommit, ulong completedCutCommit) => birthCommit > startedCutCommit;

    /// <summary>
    /// Rule 3: a completed checkpoint frees only frames that were already waiting at its cut. One retired later is still
    /// under that cut's root, so it waits for the next checkpoint.
    /// </summary>
    public virtual ulong GenerationToWaitFor(ulong startedGeneration, ulong completedGeneration) => startedGeneration + 1;

    /// <summary>The interval rule: a retired frame waits while a live view lies in [birth, retired).</summary>
    public virtual bool WaitsForViews => true;

    /// <summary>
    /// Rule 4: the log is kept, and replayed, from the first piece of any stream that is open at the cut; its commit may come
    /// after it.
    /// </summary>
    public virtual LogPosition? StreamsForMeta(LogPosition? oldestStart) => oldestStart;

    /// <summary>
    /// Rule 5: the map of space is of the cut, like the root. A later one lacks what was retired since, which still is under
    /// that root.
    /// </summary>
    internal virtual SpaceCopy SpaceForMap(SpaceCopy atCut, Func<SpaceCopy> now) => atCut;

    /// <summary>
    /// Rule 6: what is taken, but waits or is staged, is free for the map: recovery knows of no view, and replays streams from
    /// the log.
    /// </summary>
    public virtual ulong UsedForMap(ulong taken, ulong unreached) => taken & ~unreached;
}

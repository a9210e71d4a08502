using Stone.Server.Checkpoint;
using Stone.Server.Commit;

namespace Stone.Server.Extents;

/// <summary>
/// Frames on their way to being free. A frame leaves when no live snapshot lies in [birth, retired) (the interval rule, so
/// an idle view costs only its own frames) and when no meta that recovery might use reaches it (the checkpoint rules).
/// Each run waits in exactly one place: for its commit to be published, for a checkpoint, or for one snapshot that holds it.
/// Not thread-safe; used under the engine's gate.
/// </summary>
public sealed class RetirementList(FrameAllocator allocator, SnapshotTable snapshots, CheckpointRules rules)
{
    private readonly Queue<RetiredRun> _recent = new();
    private readonly Dictionary<ulong, List<RetiredRun>> _byGeneration = [];
    private readonly Dictionary<ulong, List<RetiredRun>> _bySnapshot = [];
    private ulong _startedCut;
    private ulong _completedCut;

    /// <summary>The last checkpoint whose cut was taken.</summary>
    public ulong StartedGeneration { get; private set; }

    /// <summary>The last checkpoint whose meta is durable.</summary>
    public ulong CompletedGeneration { get; private set; }

    /// <summary>Frames that are neither in use nor free yet.</summary>
    public long WaitingFrames { get; private set; }

    /// <summary>Of those, the frames that go on when the next checkpoint, or the one after it, is complete.</summary>
    public long FramesForCheckpoints { get; private set; }

    /// <summary>Of those, the frames that a view still reads.</summary>
    public long FramesForViews { get; private set; }

    /// <summary>Adds frames that the commit in the making no longer needs.</summary>
    public void Retire(ulong frame, uint frames, ulong birth, ulong retiredAt)
    {
        ulong generation = rules.IsReusableAtOnce(birth, _startedCut, _completedCut)
            ? 0
            : rules.GenerationToWaitFor(StartedGeneration, CompletedGeneration);
        _recent.Enqueue(new RetiredRun(frame, frames, birth, retiredAt, generation));
        allocator.MarkUnreached(frame, frames);
        WaitingFrames += frames;
    }

    /// <summary>Frees what may be freed now: after a batch was published, and before one looks for room.</summary>
    public void Collect(ulong publishedCommit)
    {
        while (snapshots.TryTakeReleased(out ulong released))
        {
            if (_bySnapshot.Remove(released, out List<RetiredRun>? held))
            {
                FramesForViews -= held.Sum(run => run.Frames);
                held.ForEach(Route);
            }
        }
        while (_recent.TryPeek(out RetiredRun run) && run.RetiredAt <= publishedCommit)
        {
            Route(_recent.Dequeue());
        }
    }

    /// <summary>A checkpoint's cut was taken at this commit.</summary>
    public void CheckpointStarted(ulong generation, ulong cutCommit)
    {
        StartedGeneration = generation;
        _startedCut = cutCommit;
    }

    /// <summary>The last started checkpoint's meta is durable.</summary>
    public void CheckpointCompleted()
    {
        CompletedGeneration = StartedGeneration;
        _completedCut = _startedCut;
        foreach (ulong generation in _byGeneration.Keys.Where(generation => generation <= CompletedGeneration).ToList())
        {
            _byGeneration.Remove(generation, out List<RetiredRun>? waiting);
            FramesForCheckpoints -= waiting!.Sum(run => run.Frames);
            waiting!.ForEach(Route);
        }
    }

    private void Route(RetiredRun run)
    {
        if (run.Generation > CompletedGeneration)
        {
            Hold(_byGeneration, run.Generation, run);
            FramesForCheckpoints += run.Frames;
        }
        else if (rules.WaitsForViews && snapshots.TryFindWithin(run.Birth, run.RetiredAt, out ulong holder))
        {
            Hold(_bySnapshot, holder, run);
            FramesForViews += run.Frames;
        }
        else
        {
            allocator.Free(run.Frame, run.Frames);
            WaitingFrames -= run.Frames;
        }
    }

    private static void Hold(Dictionary<ulong, List<RetiredRun>> lists, ulong key, RetiredRun run)
    {
        if (!lists.TryGetValue(key, out List<RetiredRun>? list))
        {
            lists[key] = list = [];
        }
        list.Add(run);
    }
}

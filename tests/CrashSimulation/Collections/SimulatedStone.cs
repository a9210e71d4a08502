using Shared.ObjectFormat.Pages;
using Stone.Server.Collection;
using Stone.Server.Collector;
using Stone.Server.Commit;

namespace CrashSimulation.Collections;

/// <summary>The stone of a simulated collector: before and after each of its calls sessions act.</summary>
internal sealed unsafe class SimulatedStone(CollectionSimulation simulation, CollectionOptions options) : ICollectedStone, IDisposable
{
    private const int Turns = 40;
    private const int BallotTurns = 30;

    private Snapshot? _view;
    private EpochWrites? _epoch;
    private ulong _markedCommit;

    public int ExtentCount => 1;

    public MarkedView Begin(CollectionKind kind)
    {
        simulation.Act(Turns);
        _view = simulation.Engine.BeginCollection(kind == CollectionKind.Epoch, out _epoch);
        _markedCommit = _view.CommitId;
        simulation.Act(2 * Turns);
        return new MarkedView((nint)simulation.Engine.ExtentBase, _view.State);
    }

    public void CopyEpoch(ObjectIdBitmap created, ObjectIdBitmap changed)
    {
        created.UnionWith(_epoch!.Created);
        changed.UnionWith(_epoch.Changed);
    }

    public void OpenBallot()
    {
        simulation.Act(Turns);
        foreach (SimulatedSession session in simulation.Sessions)
        {
            session.MustVote = true;
            session.Named = [];
        }
    }

    /// <summary>All that happens between the ballot's opening and its end.</summary>
    public bool IsBallotOver()
    {
        for (int turn = 0; turn < BallotTurns && simulation.Sessions.Any(session => session.MustVote); turn++)
        {
            simulation.Act(1);
            SimulatedSession session = simulation.Sessions[simulation.Random.Next(simulation.Sessions.Count)];
            if (session.MustVote)
            {
                simulation.Vote(session, _markedCommit);
            }
        }
        foreach (SimulatedSession session in simulation.Sessions.Where(session => session.MustVote))
        {
            session.MustVote = false;
            session.IsExcused = true;
        }
        return true;
    }

    public void CopyTouched(ObjectIdBitmap set)
    {
        simulation.Act(Turns);
        if (options.Sweeps)
        {
            simulation.Engine.CopyTouched(set);
        }
    }

    public bool TryCondemn(ObjectIdBitmap members, IReadOnlyList<ulong> ephemerons, List<ulong> touched)
    {
        simulation.Act(Turns);
        bool isCondemned = simulation.Engine.TryCondemn(members, ephemerons, touched);
        if (!isCondemned && !options.Sweeps)
        {
            throw new SimulationFailedException("what was touched was to be condemned");
        }
        if (isCondemned)
        {
            if (simulation.Sessions.Any(session => session.Named.Any(members.Contains)))
            {
                throw new SimulationFailedException("what a session has named was condemned");
            }
            _epoch = null;
            ReleaseView();
        }
        return isCondemned;
    }

    public long RemoveDead(int most)
    {
        simulation.Act(Turns / 2);
        return simulation.Engine.RemoveDead(most);
    }

    public ushort[] LiveRecords(int extent, bool onlyFallen) => simulation.Engine.LiveRecords(extent, 0, int.MaxValue, onlyFallen, out _);

    public int RecordsOf(ulong frame) => (int)((PageHeader*)(simulation.Engine.ExtentBase + (frame << Frame.Shift)))->Count;

    public int MovePages(ulong[] frames)
    {
        simulation.Act(Turns / 2);
        return simulation.Engine.MovePages(frames);
    }

    public bool BundleLeaves(bool onlyFallen)
    {
        simulation.Act(Turns / 2);
        return simulation.Engine.BundleLeaves(onlyFallen);
    }

    public void Checkpoint() => simulation.Engine.RunCheckpoint();

    public bool Report(CollectionProgress progress) => true;

    public void End(bool isWhole)
    {
        ReleaseView();
        simulation.Engine.EndCollection(isWhole ? null : _epoch);
        if (!isWhole)
        {
            simulation.Engine.LookAtAllPages();
        }
        _epoch = null;
    }

    public void Dispose()
    {
        // A run that a crash ended has nothing left.
    }

    private void ReleaseView()
    {
        if (_view != null)
        {
            simulation.Engine.ReleaseSnapshot(_view);
        }
        _view = null;
    }
}

using Shared.ObjectFormat.Pages;
using Stone.Server.Collection;
using Stone.Server.Collector;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Tests.Collection;

/// <summary>An engine in this process as the stone of a collector. Ballots are over at once, unless a test says otherwise.</summary>
internal sealed unsafe class EngineStone(StorageEngine engine) : ICollectedStone, IDisposable
{
    private Snapshot? _view;
    private EpochWrites? _epoch;

    /// <summary>Called when a ballot opens.</summary>
    public Action? BallotOpened { get; init; }

    /// <summary>Whether a run goes on that tells how far it is.</summary>
    public Func<CollectionProgress, bool> GoesOn { get; init; } = _ => true;

    /// <summary>Called before each attempt to condemn.</summary>
    public Action? Condemning { get; init; }

    /// <inheritdoc/>
    public int ExtentCount => engine.Statistics().ExtentSizes.Count;

    /// <inheritdoc/>
    public MarkedView Begin(CollectionKind kind)
    {
        _view = engine.BeginCollection(kind == CollectionKind.Epoch, out _epoch);
        return new MarkedView((nint)engine.ExtentBase, _view.State);
    }

    /// <inheritdoc/>
    public void CopyEpoch(ObjectIdBitmap created, ObjectIdBitmap changed)
    {
        created.UnionWith(_epoch!.Created);
        changed.UnionWith(_epoch.Changed);
    }

    /// <inheritdoc/>
    public void OpenBallot() => BallotOpened?.Invoke();

    /// <inheritdoc/>
    public bool IsBallotOver() => true;

    /// <inheritdoc/>
    public void CopyTouched(ObjectIdBitmap set) => engine.CopyTouched(set);

    /// <inheritdoc/>
    public bool TryCondemn(ObjectIdBitmap members, IReadOnlyList<ulong> ephemerons, List<ulong> touched)
    {
        Condemning?.Invoke();
        if (!engine.TryCondemn(members, ephemerons, touched))
        {
            return false;
        }
        _epoch = null;
        ReleaseView();
        return true;
    }

    /// <inheritdoc/>
    public long RemoveDead(int most) => engine.RemoveDead(most);

    /// <inheritdoc/>
    public ushort[] LiveRecords(int extent, bool onlyFallen) => engine.LiveRecords(extent, 0, int.MaxValue, onlyFallen, out _);

    /// <inheritdoc/>
    public int RecordsOf(ulong frame) => (int)((PageHeader*)(engine.ExtentBase + (frame << Frame.Shift)))->Count;

    /// <inheritdoc/>
    public int MovePages(ulong[] frames) => engine.MovePages(frames);

    public bool BundleLeaves(bool onlyFallen) => engine.BundleLeaves(onlyFallen);

    /// <inheritdoc/>
    public void Checkpoint() => engine.RunCheckpoint();

    /// <inheritdoc/>
    public bool Report(CollectionProgress progress) => GoesOn(progress);

    /// <inheritdoc/>
    public void End(bool isWhole)
    {
        ReleaseView();
        engine.EndCollection(isWhole ? null : _epoch);
        if (!isWhole)
        {
            engine.LookAtAllPages();
        }
        _epoch = null;
    }

    /// <inheritdoc/>
    public void Dispose() => ReleaseView();

    private void ReleaseView()
    {
        if (_view != null)
        {
            engine.ReleaseSnapshot(_view);
        }
        _view = null;
    }
}

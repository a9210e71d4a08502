using System.Diagnostics;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Pages;
using Stone.Server.Collection;

namespace Stone.Server.Collector;

/// <summary>
/// One collection from its begin to its end. The steps are public, so that a test can have others act between them; <see cref="RunAll"/>
/// takes them in order.
/// </summary>
internal sealed class CollectionRun(ICollectedStone stone, CollectionKind kind, CollectorSettings settings) : IDisposable
{
    private const int BallotLookMilliseconds = 5;
    private const int ReportMilliseconds = 200;

    private readonly DiskPace _disk = new(settings.DiskBytesPerSecond);
    private readonly ObjectIdBitmap? _created = kind == CollectionKind.Epoch ? new() : null;
    private readonly ObjectIdBitmap? _changed = kind == CollectionKind.Epoch ? new() : null;
    private readonly RoomForSteps _room = new(stone);
    private CollectionProgress _progress;
    private MarkedView _view;
    private PossibleDead? _possible;
    private long _reported;
    private bool _mustEnd;

    /// <summary>How far it is.</summary>
    public CollectionProgress Progress => _progress;

    /// <summary>All steps but the last, <see cref="ICollectedStone.End"/>; false when it was ended early.</summary>
    public bool RunAll()
    {
        if (kind == CollectionKind.Count)
        {
            return Mark();
        }
        // What an earlier one condemned goes first: there is one dead set.
        return Remove() && (kind == CollectionKind.Reclaim || (Mark() && Vote() && Sweep() && Remove())) && Reclaim();
    }

    /// <summary>Begins, and marks.</summary>
    public bool Mark()
    {
        _progress = _progress with { Dead = 0 };
        Report(CollectionPhase.Mark, 0, 0);
        _view = stone.Begin(kind);
        if (kind == CollectionKind.Epoch)
        {
            stone.CopyEpoch(_created!, _changed!);
        }
        using ParallelMark mark = new(_view, IdLimit(), _created);
        WorkPace Pace() => settings.PaceOf(settings.MarkThreads, _disk);
        bool GoesOn() => Report(CollectionPhase.Mark, mark.Count, 0);
        bool isWhole = mark.Run(Roots(), settings.MarkThreads, Pace, GoesOn);
        _progress = _progress with { Marked = mark.Count };
        _possible = isWhole ? PossibleDead.Of(_view, mark, _created, settings.MarkThreads, Pace, GoesOn) : null;
        if (_possible == null)
        {
            return false;
        }
        _progress = _progress with { Dead = _possible.Members.Count() };
        return Report(CollectionPhase.Mark, mark.Count, mark.Count);
    }

    /// <summary>Opens the ballot and waits for its end.</summary>
    public bool Vote()
    {
        if (_progress.Dead == 0)
        {
            return true;
        }
        Report(CollectionPhase.Vote, 0, 0);
        stone.OpenBallot();
        while (!stone.IsBallotOver())
        {
            if (!Report(CollectionPhase.Vote, 0, 0))
            {
                return false;
            }
            Thread.Sleep(BallotLookMilliseconds);
        }
        return true;
    }

    /// <summary>Takes what was touched out, and condemns the rest.</summary>
    public bool Sweep()
    {
        PossibleDead possible = _possible!;
        Report(CollectionPhase.Sweep, 0, 0);
        if (_progress.Dead > 0)
        {
            using ObjectIdBitmap touched = new();
            stone.CopyTouched(touched);
            possible.Revive(touched);
            List<ulong> late = [];
            while (!TryCondemn(possible, late))
            {
                possible.Revive(late);
                late.Clear();
                if (!Report(CollectionPhase.Sweep, 0, 0))
                {
                    return false;
                }
            }
        }
        return Report(CollectionPhase.Sweep, 1, 1);
    }

    /// <summary>Removes what is condemned.</summary>
    public bool Remove()
    {
        WorkPace pace = settings.PaceOf(1, _disk);
        long removedBefore = _progress.Removed;
        long dead = stone.RemoveDead(0);
        _progress = _progress with { Dead = dead };
        Report(CollectionPhase.Remove, 0, dead);
        for (long left = -1; left != 0;)
        {
            left = _room.Take(() => stone.RemoveDead(settings.RemovedAtOnce));
            _progress = _progress with { Removed = removedBefore + Math.Max(0, dead - left) };
            if (!pace.Pass(() => Report(CollectionPhase.Remove, dead - left, dead)))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Moves what lives in sparse pages together, and leaves of the object table with few entries.</summary>
    public bool Reclaim()
    {
        Report(CollectionPhase.Reclaim, 0, 0);
        SparsePages pages = new(stone, settings.SparsePart, onlyFallen: kind == CollectionKind.Epoch);
        if (pages.Find(settings.PaceOf(1, _disk), () => Report(CollectionPhase.Reclaim, 0, 0)) is not { } sparse)
        {
            return false;
        }
        ReclaimWorkers workers = new(stone, settings, _disk);
        bool Tell()
        {
            _progress = _progress with { MovedRecords = workers.Records, ReclaimedPages = workers.Pages };
            return Report(CollectionPhase.Reclaim, sparse.Count - workers.Left, sparse.Count);
        }
        return workers.Run(sparse, Tell) && Tell() && Bundle();
    }

    /// <summary>Puts leaves of the object table together in which few objects are left.</summary>
    private bool Bundle()
    {
        WorkPace pace = settings.PaceOf(1, _disk);
        while (_room.Take(() => stone.BundleLeaves(onlyFallen: kind == CollectionKind.Epoch)))
        {
            if (!pace.Pass(() => Report(CollectionPhase.Reclaim, _progress.Done, _progress.Total)))
            {
                return false;
            }
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _created?.Dispose();
        _changed?.Dispose();
    }

    private bool TryCondemn(PossibleDead possible, List<ulong> late)
    {
        long dead = possible.Members.Count();
        _progress = _progress with { Dead = dead };
        return dead == 0 || _room.Take(() => stone.TryCondemn(possible.Members, [.. possible.Parked.Select(parked => parked.Ephemeron)], late));
    }

    private IEnumerable<ulong> Roots()
    {
        for (ulong root = 1; root < ObjectIds.FirstLeased; root++)
        {
            yield return root;
        }
        List<ulong> changed = [];
        _changed?.ForEach(changed.Add);
        foreach (ulong objectId in changed)
        {
            yield return objectId;
        }
    }

    private ulong IdLimit()
    {
        ulong limit = ObjectIds.FirstLeased;
        _view.ForEachLeaf((firstObjectId, _) => limit = firstObjectId + TableNode.EntryCount);
        return limit;
    }

    private bool Report(CollectionPhase phase, long done, long total)
    {
        bool isNews = phase != _progress.Phase || (done == total && total > 0) || Stopwatch.GetElapsedTime(_reported).TotalMilliseconds >= ReportMilliseconds;
        _progress = _progress with { Phase = phase, Done = done, Total = total };
        if (isNews && !_mustEnd)
        {
            _reported = Stopwatch.GetTimestamp();
            _mustEnd = !stone.Report(_progress);
        }
        return !_mustEnd;
    }
}

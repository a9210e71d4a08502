using Shared.ObjectFormat.Pages;
using Stone.Server.Collection;
using Stone.Server.Commit;
using Stone.Server.TransactionLog;

namespace Stone.Server.Storage;

/// <summary>What a collection needs of the engine; the steps are in Collection's README.</summary>
public sealed unsafe partial class StorageEngine
{
    /// <summary>Condemned objects that are removed while commits wait.</summary>
    private const int ObjectsOfSlice = 500;

    /// <summary>Data pages whose survivors are moved while commits wait.</summary>
    private const int PagesOfSlice = 2;

    /// <summary>Parts of the object table that one call looks at.</summary>
    private const int PartsAtOnce = 4;

    /// <summary>Objects that are condemned and not removed yet.</summary>
    internal long DeadCount
    {
        get
        {
            lock (_core.Gate)
            {
                return _core.Collection.Dead.Count;
            }
        }
    }

    /// <summary>Whether a collection condemned objects and has not come to its end: removal is to go on.</summary>
    internal bool IsRemovalPending
    {
        get
        {
            lock (_core.Gate)
            {
                return _core.Collection.Dead.IsThere;
            }
        }
    }

    /// <summary>The oldest commit that a view shows; the published one without views.</summary>
    internal ulong OldestView => _core.Snapshots.Oldest;

    /// <summary>Objects that were created since the last epoch began, about.</summary>
    internal long EpochCreatedCount
    {
        get
        {
            lock (_core.Gate)
            {
                return _core.Collection.Epoch.CreatedCount;
            }
        }
    }

    /// <summary>
    /// Begins a run: what commits touch is recorded from here on, and the view is registered that is to be marked. With
    /// <paramref name="epoch"/> another epoch begins, and what the last one wrote is handed over.
    /// </summary>
    internal Snapshot BeginCollection(bool ofEpoch, out EpochWrites? epoch)
    {
        LoggedBatch? before;
        lock (_core.Gate)
        {
            _core.ThrowIfFailed();
            _core.Collection.BeginRun();
            epoch = ofEpoch ? _core.Collection.BeginEpoch() : null;
            before = _core.Pipeline.Close();
        }
        // What was in the making is not recorded, so it must be in the view.
        CompleteBatch(before);
        return _core.Snapshots.Register();
    }

    /// <summary>Ends a run, whether or not it condemned anything. An epoch that it did not look through is part of the present one.</summary>
    internal void EndCollection(EpochWrites? unfinished)
    {
        lock (_core.Gate)
        {
            _core.Collection.EndRun();
            if (unfinished != null)
            {
                _core.Collection.Epoch.UnionWith(unfinished);
                unfinished.Dispose();
            }
        }
    }

    /// <summary>Keeps objects that sessions hold or have found by their ids. Those that are gone already are handed back.</summary>
    internal List<ulong> Touch(ReadOnlySpan<ulong> objectIds)
    {
        List<ulong> gone = [];
        lock (_core.Gate)
        {
            foreach (ulong objectId in objectIds)
            {
                if (_core.Collection.IsGone(objectId))
                {
                    gone.Add(objectId);
                }
                else if (objectId < _core.Ids.Next)
                {
                    _core.Collection.NoteReference(objectId);
                }
            }
        }
        return gone;
    }

    /// <summary>Adds what was touched since the run began to a set.</summary>
    internal void CopyTouched(ObjectIdBitmap set) => LookAtTouched(set.UnionWith);

    /// <summary>Looks at what was touched since the run began, if one goes on. Commits wait meanwhile.</summary>
    internal void LookAtTouched(Action<ObjectIdBitmap> look)
    {
        lock (_core.Gate)
        {
            if (_core.Collection.Touched is { } touched)
            {
                look(touched);
            }
        }
    }

    /// <summary>
    /// Condemns objects, unless one was touched: then those are added to <paramref name="touched"/> and nothing has changed. The set is the
    /// engine's own when this returns true. Ephemerons whose key goes lose key and value. Throws <see cref="RepositoryFullException"/>.
    /// </summary>
    internal bool TryCondemn(ObjectIdBitmap members, IReadOnlyList<ulong> ephemerons, List<ulong> touched)
    {
        LoggedBatch? condemned;
        lock (_core.Gate)
        {
            _core.ThrowIfFailed();
            if (!_core.Collection.TryCondemn(members, ephemerons, touched))
            {
                return false;
            }
            condemned = _core.Pipeline.Close();
        }
        CompleteBatch(condemned);
        return true;
    }

    /// <summary>
    /// Removes the next condemned objects, about so many, none with 0; how many are left. Commits go on between slices. Throws
    /// <see cref="RepositoryFullException"/>; slices before that are removed.
    /// </summary>
    internal long RemoveDead(int most)
    {
        long left = DeadCount;
        InSlices(most, ObjectsOfSlice, (_, count) =>
        {
            _core.Collection.RemoveSlice(count);
            left = _core.Collection.Dead.Count;
        });
        return left;
    }

    /// <summary>
    /// Moves what lives in data pages, by their first frames; how many records. Commits go on between slices. Throws
    /// <see cref="RepositoryFullException"/>; slices before that are moved.
    /// </summary>
    internal int MovePages(ulong[] frames)
    {
        int moved = 0;
        InSlices(frames.Length, PagesOfSlice, (first, count) => moved += _reclaim.Move(frames.AsSpan(first, count)));
        return moved;
    }

    /// <summary>
    /// Looks at the next parts of the object table for leaves with few entries and has bundles stand for them; false when there are no more. Commits
    /// go on between parts. Throws <see cref="RepositoryFullException"/>.
    /// </summary>
    /// <param name="onlyFallen">Only where objects have gone lately.</param>
    internal bool BundleLeaves(bool onlyFallen)
    {
        bool areMore = true;
        InSlices(PartsAtOnce, 1, (_, _) => areMore = areMore && _core.Bundling.BundleNext(onlyFallen));
        return areMore;
    }

    /// <summary>
    /// How many records live in each of some data pages of an extent, in the order of the pages. With <paramref name="onlyFallen"/> 0 for those of
    /// which none has gone since they were asked for.
    /// </summary>
    /// <param name="extent">Which.</param>
    /// <param name="fromPage">The first page.</param>
    /// <param name="most">Pages at most.</param>
    /// <param name="onlyFallen">Whether to leave out pages that are as before.</param>
    /// <param name="nextPage">Where to go on; 0 at the end.</param>
    internal ushort[] LiveRecords(int extent, int fromPage, int most, bool onlyFallen, out int nextPage)
    {
        lock (_core.Gate)
        {
            int end = extent < _core.Extents.Count ? _core.Usage.PageLimit(extent, _core.Space.Allocator.RegionCount(extent)) : 0;
            int count = Math.Clamp(end - fromPage, 0, most);
            nextPage = fromPage + count < end ? fromPage + count : 0;
            return _core.Usage.Take(extent, fromPage, count, onlyFallen);
        }
    }

    /// <summary>
    /// Does something in slices (the first of each, and how many), each under the gate: none makes commits wait for long, and what they write waits
    /// for the disk together.
    /// </summary>
    private void InSlices(int count, int ofSlice, Action<int, int> slice)
    {
        if (count == 0)
        {
            return;
        }
        try
        {
            for (int first = 0; first < count; first += ofSlice)
            {
                lock (_core.Gate)
                {
                    _core.ThrowIfFailed();
                    slice(first, Math.Min(ofSlice, count - first));
                }
            }
        }
        finally
        {
            CompleteBatch(CloseBatch());
        }
    }

    /// <summary>What was told of pages was not used: none is as before.</summary>
    internal void LookAtAllPages()
    {
        lock (_core.Gate)
        {
            _core.Usage.LookAtAll();
        }
    }
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Stone.Server.Collection;

namespace Stone.Server.Collector;

/// <summary>
/// Marks what is reachable in a view, by several threads: each has a stack of its own and gives blocks to those that have nothing. A mark is
/// a bit for the object's id, set by whoever comes first. Records are fetched into the cache some steps before they are looked at: their
/// places are as good as random.
/// </summary>
/// <param name="view">What is marked.</param>
/// <param name="idLimit">All ids of the view are lower.</param>
/// <param name="candidates">Only these are marked and followed; null for all.</param>
internal sealed unsafe class ParallelMark(MarkedView view, ulong idLimit, ObjectIdBitmap? candidates) : IDisposable
{
    private const int RecordsAhead = 8;
    private const int RecordsBetweenLooks = 64;

    private readonly ConcurrentBag<ParkedEphemeron> _parked = [];
    private long _count;

    /// <summary>All ids of the view are lower.</summary>
    public ulong IdLimit => idLimit;

    /// <summary>What was marked.</summary>
    public ObjectIdBitmap Marked { get; } = new(idLimit);

    /// <summary>How many records were looked at.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Ephemerons whose key is not marked.</summary>
    public List<ParkedEphemeron> Parked { get; private set; } = [];

    /// <summary>Marks what these roots refer to, and themselves where they may be marked; false when it was cancelled: what is marked then means nothing.</summary>
    /// <param name="roots">Object ids.</param>
    /// <param name="threads">How many.</param>
    /// <param name="pace">Makes the pace of a thread.</param>
    /// <param name="goesOn">Asked often by this thread, so it must be brief; false cancels.</param>
    public bool Run(IEnumerable<ulong> roots, int threads, Func<WorkPace> pace, Func<bool> goesOn)
    {
        ulong[][] blocks = [.. roots.Where(root => root < idLimit).Chunk(IdStack.BlockIds)];
        foreach (ulong root in blocks.SelectMany(block => block))
        {
            Marked.AddShared(root);
        }
        bool isWhole = true;
        while (blocks.Length > 0 && isWhole)
        {
            SharedWork work = new(threads);
            foreach (ulong[] block in blocks)
            {
                work.Give(block);
            }
            isWhole = Crew.Run(threads, "mark", goesOn, ownGoesOn => Work(work, pace(), ownGoesOn));
            blocks = [.. ValuesOfMarkedKeys().Chunk(IdStack.BlockIds)];
        }
        Parked = [.. _parked];
        return isWhole;
    }

    /// <inheritdoc/>
    public void Dispose() => Marked.Dispose();

    // A run is over before the runtime would compile this a second time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Work(SharedWork work, WorkPace pace, Func<bool> goesOn)
    {
        IdStack stack = new();
        RecordHeader** ahead = stackalloc RecordHeader*[RecordsAhead];
        int count = 0;
        while (stack.Count > 0 || TryTakeBlock(work, stack, goesOn))
        {
            int fetched = 0;
            while (fetched < RecordsAhead && stack.TryPop(out ulong objectId))
            {
                RecordHeader* record = view.FindAhead(objectId);
                ahead[fetched] = record;
                fetched += record == null ? 0 : 1;
            }
            for (int i = 0; i < fetched; i++)
            {
                Look(ahead[i], stack);
            }
            count += fetched;
            if (stack.Count > 2 * IdStack.BlockIds && work.IsWanted)
            {
                work.Give(stack.TakeBlock());
            }
            if (count >= RecordsBetweenLooks)
            {
                Interlocked.Add(ref _count, count);
                count = 0;
                if (!pace.Pass(goesOn))
                {
                    return;
                }
            }
        }
        Interlocked.Add(ref _count, count);
    }

    private static bool TryTakeBlock(SharedWork work, IdStack stack, Func<bool> goesOn)
    {
        if (!work.TryTake(out ulong[] block, goesOn))
        {
            return false;
        }
        stack.Push(block);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Look(RecordHeader* record, IdStack stack)
    {
        Reach(record->ClassId, stack);
        if (record->LayoutId != 0)
        {
            Reach(record->LayoutId, stack);
        }
        foreach (ReferenceWord word in ReferenceScan.Strong(record))
        {
            if (word.IsObject)
            {
                Reach(word.ObjectId, stack);
            }
        }
        if (ReferenceScan.IsEphemeron(record))
        {
            Park(record, stack);
        }
    }

    private void Park(RecordHeader* record, IdStack stack)
    {
        bool hasKey = ReferenceScan.TryGetEphemeron(record, out ParkedEphemeron ephemeron);
        if (!hasKey || IsKept(ephemeron.Key))
        {
            Reach(ephemeron.Value, stack);
        }
        else
        {
            _parked.Add(ephemeron);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reach(ulong objectId, IdStack stack)
    {
        if (objectId - 1 < idLimit - 1 && (candidates == null || candidates.Contains(objectId)) && Marked.AddShared(objectId))
        {
            stack.Push(objectId);
        }
    }

    /// <summary>What may not go is kept.</summary>
    private bool IsKept(ulong objectId) => Marked.Contains(objectId) || (candidates != null && !candidates.Contains(objectId));

    /// <summary>Takes out the ephemerons whose keys were marked after them, and marks their values; these.</summary>
    private List<ulong> ValuesOfMarkedKeys()
    {
        List<ulong> values = [];
        List<ParkedEphemeron> waiting = [.. _parked];
        _parked.Clear();
        foreach (ParkedEphemeron ephemeron in waiting)
        {
            if (!IsKept(ephemeron.Key))
            {
                _parked.Add(ephemeron);
            }
            else if (ephemeron.Value != 0 && (candidates == null || candidates.Contains(ephemeron.Value)) && Marked.AddShared(ephemeron.Value))
            {
                values.Add(ephemeron.Value);
            }
        }
        return values;
    }
}

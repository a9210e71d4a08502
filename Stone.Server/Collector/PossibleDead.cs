using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Collection;

namespace Stone.Server.Collector;

/// <summary>
/// The objects of a view that were not marked. One that turns out to be held or touched leaves the set with its closure: what it reaches
/// in the set, by what stands in the view. What was written since then was itself touched, with all that it refers to.
/// </summary>
internal sealed unsafe class PossibleDead
{
    private const int LeavesAtOnce = 32;

    private readonly MarkedView _view;
    private readonly IdStack _stack = new();
    private readonly List<ParkedEphemeron> _parked;

    private PossibleDead(MarkedView view, ObjectIdBitmap members, List<ParkedEphemeron> parked)
    {
        _view = view;
        Members = members;
        _parked = parked;
    }

    /// <summary>The objects.</summary>
    public ObjectIdBitmap Members { get; }

    /// <summary>Ephemerons that may live longer than their keys.</summary>
    public IEnumerable<ParkedEphemeron> Parked => _parked;

    /// <summary>
    /// What is in a view, among the candidates if there are any, and was not marked; by as many threads as marked. Reserved ids never are. Null
    /// when it was cancelled.
    /// </summary>
    public static PossibleDead? Of(
        MarkedView view, ParallelMark mark, ObjectIdBitmap? candidates, int threads, Func<WorkPace> pace, Func<bool> goesOn)
    {
        ObjectIdBitmap members = new(mark.IdLimit);
        List<(ulong FirstObjectId, ulong Word)> leaves = [];
        view.ForEachLeaf((firstObjectId, word) => leaves.Add((firstObjectId, word)));
        int next = 0;
        bool isWhole = Crew.Run(threads, "mark", goesOn, ownGoesOn =>
        {
            WorkPace ownPace = pace();
            ulong[] buffer = new ulong[TableNode.EntryCount];
            for (int from; (from = Interlocked.Add(ref next, LeavesAtOnce) - LeavesAtOnce) < leaves.Count;)
            {
                foreach ((ulong firstObjectId, ulong word) in CollectionsMarshal.AsSpan(leaves)[from..Math.Min(leaves.Count, from + LeavesAtOnce)])
                {
                    AddUnmarked(members, firstObjectId, view.Entries(firstObjectId, word, buffer), mark.Marked, candidates);
                }
                if (!ownPace.Pass(ownGoesOn))
                {
                    return;
                }
            }
        });
        return isWhole ? new PossibleDead(view, members, mark.Parked) : null;
    }

    /// <summary>Takes those of some objects that are members out, with their closures.</summary>
    public void Revive(ObjectIdBitmap touched)
    {
        touched.ForEachWord((number, word) =>
        {
            for (ulong left = word & Members.Word(number); left != 0; left &= left - 1)
            {
                Reach((number * ObjectIdBitmap.IdsPerWord) + (ulong)BitOperations.TrailingZeroCount(left));
            }
        });
        FinishRevival();
    }

    /// <summary>Takes those of some objects that are members out, with their closures.</summary>
    public void Revive(IEnumerable<ulong> touched)
    {
        foreach (ulong objectId in touched)
        {
            Reach(objectId);
        }
        FinishRevival();
    }

    /// <summary>Adds the objects of a leaf that are not marked, word by word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddUnmarked(ObjectIdBitmap members, ulong firstObjectId, ReadOnlySpan<ulong> entries, ObjectIdBitmap marked, ObjectIdBitmap? candidates)
    {
        ulong number = firstObjectId / ObjectIdBitmap.IdsPerWord;
        ulong present = 0;
        for (int index = 0; index < entries.Length; index++)
        {
            ulong objectId = firstObjectId + (ulong)index;
            if (objectId / ObjectIdBitmap.IdsPerWord != number)
            {
                members.AddWordShared(number, Unmarked(number, present));
                number = objectId / ObjectIdBitmap.IdsPerWord;
                present = 0;
            }
            present |= new LeafEntry(entries[index]).IsPresent && objectId >= ObjectIds.FirstLeased ? 1UL << (int)(objectId % ObjectIdBitmap.IdsPerWord) : 0;
        }
        members.AddWordShared(number, Unmarked(number, present));

        ulong Unmarked(ulong word, ulong ids) => ids & ~marked.Word(word) & (candidates?.Word(word) ?? ulong.MaxValue);
    }

    private void FinishRevival()
    {
        do
        {
            while (_stack.TryPop(out ulong objectId))
            {
                Look(_view.Find(objectId));
            }
            _parked.RemoveAll(ephemeron =>
            {
                bool isKeyKept = !Members.Contains(ephemeron.Key);
                if (isKeyKept)
                {
                    Reach(ephemeron.Value);
                }
                return isKeyKept;
            });
        }
        while (_stack.Count > 0);
    }

    private void Look(RecordHeader* record)
    {
        Reach(record->ClassId);
        Reach(record->LayoutId);
        foreach (ReferenceWord word in ReferenceScan.Strong(record))
        {
            if (word.IsObject)
            {
                Reach(word.ObjectId);
            }
        }
        if (!ReferenceScan.IsEphemeron(record))
        {
            return;
        }
        if (ReferenceScan.TryGetEphemeron(record, out ParkedEphemeron ephemeron))
        {
            _parked.Add(ephemeron);
        }
        else
        {
            Reach(ephemeron.Value);
        }
    }

    private void Reach(ulong objectId)
    {
        if (Members.Contains(objectId))
        {
            Members.Remove(objectId);
            _stack.Push(objectId);
        }
    }
}

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

    /// <summary>What is in a view, among the candidates if there are any, and was not marked. Reserved ids never are.</summary>
    public static PossibleDead Of(MarkedView view, ParallelMark mark, ObjectIdBitmap? candidates, WorkPace pace)
    {
        ObjectIdBitmap members = new();
        view.ForEachLeaf((firstObjectId, entries) =>
        {
            pace.Pass();
            for (int index = 0; index < entries.Length; index++)
            {
                ulong objectId = firstObjectId + (ulong)index;
                if (new LeafEntry(entries[index]).IsPresent && objectId >= ObjectIds.FirstLeased && !mark.Marked.Contains(objectId)
                    && (candidates == null || candidates.Contains(objectId)))
                {
                    members.Add(objectId);
                }
            }
        });
        return new PossibleDead(view, members, mark.Parked);
    }

    /// <summary>Takes those of some objects that are members out, with their closures.</summary>
    public void Revive(ObjectIdBitmap touched)
    {
        touched.ForEachWord((number, word) =>
        {
            for (ulong left = word & Members.Word(number); left != 0; left &= left - 1)
            {
                Reach((number * ObjectIdBitmap.IdsPerWord) + (ulong)System.Numerics.BitOperations.TrailingZeroCount(left));
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

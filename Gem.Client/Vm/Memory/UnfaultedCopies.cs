using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>
/// Objects of this VM's own into which slots of the repository's were copied as they are: references that nobody has read are
/// object ids there, too, and the vote in a collection must find them. Loading all that a copy refers to would cost more than
/// the copy. They are noted weakly, those only that do hold such references; a copy of a copy is one, too.
/// </summary>
internal sealed class UnfaultedCopies
{
    private const int LeastSweep = 256;

    private readonly List<WeakReference<HeapObject>> _noted = [];
    private readonly List<ulong> _probe = [];
    private int _sweepAt = LeastSweep;

    /// <summary>Notes an object unless it is noted, is the repository's, or holds no unfaulted references.</summary>
    public void Note(HeapObject copy)
    {
        if ((copy.Header & HeaderFlags.MayHoldUnfaulted) != 0 || !HoldsAny(copy))
        {
            return;
        }

        if (_noted.Count >= _sweepAt)
        {
            _noted.RemoveAll(static noted => !IsCopy(noted, out _));
            _sweepAt = Math.Max(LeastSweep, 2 * _noted.Count);
        }

        copy.Header |= HeaderFlags.UnfaultedCopy;
        _noted.Add(new WeakReference<HeapObject>(copy));
    }

    /// <summary>Adds the ids that the noted objects hold.</summary>
    public void AddIds(List<ulong> ids)
    {
        foreach (WeakReference<HeapObject> noted in _noted)
        {
            if (IsCopy(noted, out HeapObject? copy))
            {
                copy.AddUnfaulted(ids);
            }
        }
    }

    /// <summary>False for one that is gone, or has been committed since.</summary>
    private static bool IsCopy(WeakReference<HeapObject> noted, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HeapObject? copy) =>
        noted.TryGetTarget(out copy) && (copy.Header & HeaderFlags.UnfaultedCopy) != 0;

    private bool HoldsAny(HeapObject copy)
    {
        if (copy is ArrayObject { IsInChunks: false } array)
        {
            // The usual copy, and often a large one: without a list.
            return Unfaulting.HoldsAny(array.Span);
        }

        copy.AddUnfaulted(_probe);
        bool holdsAny = _probe.Count > 0;
        _probe.Clear();
        return holdsAny;
    }
}

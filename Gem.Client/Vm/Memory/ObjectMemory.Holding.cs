using System.Runtime.CompilerServices;
using Gem.Vm.Shapes;
using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>What this VM holds of the repository: what it names in the vote of a collection.</summary>
public sealed unsafe partial class ObjectMemory
{
    private static readonly HashSet<ulong> NoIds = [];

    private readonly UnfaultedCopies _copies = new();

    /// <summary>
    /// Slots of an object were copied as they are into another, which is answered: the vote in a collection looks into it. Whoever
    /// copies slots without <see cref="VirtualMachine.Load(ref Value)"/> says so.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Copied<T>(HeapObject source, T copy)
        where T : HeapObject
    {
        if ((source.Header & HeaderFlags.MayHoldUnfaulted) != 0)
        {
            _copies.Note(copy);
        }

        return copy;
    }

    /// <summary>An object got references that are object ids still from elsewhere than an object's slots.</summary>
    public T HoldsUnfaulted<T>(T holder)
        where T : HeapObject
    {
        _copies.Note(holder);
        return holder;
    }

    /// <summary>
    /// The ids of all objects of the repository that this VM has in memory, or refers to from what is not as it is committed: copies, what was
    /// written, images of nested transactions. What clean objects refer to is reached from their records. Under the VM lock; nothing is faulted.
    /// </summary>
    public List<ulong> HeldIds()
    {
        List<ulong> ids = new(_identity.UsedEntries);
        _identity.AddIds(ids);
        _copies.AddIds(ids);
        foreach (HeapObject body in _dirty)
        {
            body.AddUnfaulted(ids);
        }

        foreach (Transactions.ObjectImage image in _exchanged)
        {
            image.AddUnfaulted(ids);
        }

        vm.Transaction.AddHeldIds(ids);
        return ids;
    }

    /// <summary>
    /// Which of some objects are gone, though the view may have them still. Whoever has found objects by their ids and not by references asks
    /// before they are loaded: while a collection runs nobody else may know of them. The others stay.
    /// </summary>
    public IReadOnlySet<ulong> GoneOf(IEnumerable<ulong> objectIds)
    {
        if (_store is not { IsCollecting: true })
        {
            return NoIds;
        }

        ulong[] unknown = [.. objectIds.Where(id => !_identity.TryGet(id, out _))];
        return unknown.Length == 0 ? NoIds : new HashSet<ulong>(_store.Revive(unknown));
    }

    /// <summary>
    /// Lets go what nothing but this VM's memory refers to, and would be named in every vote: what an abort or another session has made
    /// obsolete stays in stale objects until they are read again, chunks stay though their collections have gone, and what calls had stays on
    /// the stacks of threads (on those of fibers that are not current it does). Between instructions of the program only.
    /// </summary>
    internal void LetObsoleteGo()
    {
        KeptChunks.LetAllGo();
        vm.Threads.Alive.ForEach(static thread => thread.Current.ForgetReturned());
        foreach (HeapObject body in _identity.Loaded())
        {
            if (body.ShapeId == ShapeIds.Stale && IsReadWhenUsed(body.Kind))
            {
                body.Unfault();
            }
        }
    }
}

using Gem.Vm.Shapes;
using Gem.Vm.Transactions;
using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>Transactions inside of transactions: the view stays, and so does what is transient.</summary>
public sealed unsafe partial class ObjectMemory
{
    private Dictionary<HeapObject, ObjectImage>? _restored;

    /// <summary>Begins a nested transaction. It costs a copy of every object that was written so far.</summary>
    internal NestedTransaction BeginNested(ReplayLog operations)
    {
        PromoteSingletons();
        Dictionary<HeapObject, ObjectImage> images = new(ReferenceEqualityComparer.Instance);
        foreach (HeapObject body in _dirty)
        {
            images[body] = new ObjectImage(vm, body);
            foreach (HeapObject table in body is ClassObject @class ? NewTables(@class) : [])
            {
                images[table] = new ObjectImage(vm, table);
            }
        }

        foreach (HeapObject part in operations.NewParts)
        {
            images[part] = new ObjectImage(vm, part);
        }

        return new NestedTransaction(_dirty.Count, images, operations.Count, _exchanged.Count);
    }

    /// <summary>Tables of a class that are parts of it to its user, though they have no record yet.</summary>
    private static IEnumerable<HeapObject> NewTables(ClassObject @class)
    {
        HeapObject?[] tables = [.. @class.Methods, @class.Constants, @class.ClassVariables, @class.InstanceVariables];
        return tables.OfType<HeapObject>().Where(table => !table.IsCommitted);
    }

    /// <summary>
    /// Gives a nested transaction up: what only it wrote becomes as it is committed in the view, what was written before it as
    /// it was when it began.
    /// </summary>
    internal void AbortNested(NestedTransaction nested)
    {
        PromoteSingletons();
        TakeBackExchanges(nested.ExchangedCount);
        List<HeapObject> changed = [];
        foreach (HeapObject body in _dirty[nested.DirtyCount..])
        {
            TakeBackSingleton(body);
            body.Header = (body.Header & ~HeaderFlags.Dirty) | HeaderFlags.Clean;
            changed.Add(body);
        }

        _dirty.RemoveRange(nested.DirtyCount, _dirty.Count - nested.DirtyCount);
        changed.AddRange(nested.Images.Keys);
        _restored = nested.Images;
        try
        {
            Follow(changed);
            foreach ((HeapObject body, ObjectImage image) in nested.Images)
            {
                if (body.ShapeId == ShapeIds.Stale)
                {
                    image.Restore();
                }
            }
        }
        finally
        {
            _restored = null;
        }
    }
}

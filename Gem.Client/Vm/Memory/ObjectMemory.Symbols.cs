using System.Diagnostics.CodeAnalysis;
using Gem.Vm.Session;
using Gem.Vm.Shapes;
using Gem.Vm.Values;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Memory;

/// <summary>Symbols, layouts and shapes: what the stone interns, and what this VM makes of it.</summary>
public sealed unsafe partial class ObjectMemory
{
    private readonly Dictionary<ulong, SymbolObject[]> _layouts = [];
    private readonly RecordShapes _shapes = new();
    private ulong _lastClassId, _lastLayoutId;
    private Shape? _lastShape;

    /// <summary>Gives symbols their object ids, in one request; those that have one are left alone.</summary>
    internal void InternSymbols(IEnumerable<SymbolObject> symbols)
    {
        HashSet<SymbolObject> asked = new(ReferenceEqualityComparer.Instance);
        List<SymbolObject> unknown = [];
        foreach (SymbolObject symbol in symbols)
        {
            if (!HasLasting(symbol) && asked.Add(symbol))
            {
                unknown.Add(symbol);
            }
        }

        if (unknown.Count == 0)
        {
            return;
        }

        SymbolKey[] keys = [.. unknown.ConvertAll(symbol => new SymbolKey((byte)symbol.Encoding, symbol.Bytes))];
        ulong[] ids = new ulong[keys.Length];
        _store!.InternSymbols(keys, ids);
        for (int i = 0; i < ids.Length; i++)
        {
            unknown[i].Id = ids[i];
            _identity.Add(unknown[i]);
        }
    }

    /// <summary>Object id of a symbol, asked of the stone when this VM has not seen it.</summary>
    internal ulong IdOfSymbol(SymbolObject symbol)
    {
        InternSymbols([symbol]);
        return symbol.Id;
    }

    /// <summary>True when a symbol has been made persistent, by this VM or another.</summary>
    public bool HasRecord(HeapObject symbol) => _store is not null && HasLasting(symbol);

    /// <summary>True when an object has an id of the repository's.</summary>
    internal static bool HasLasting(HeapObject body) => body.Id is not 0 and < FirstTransientId;

    /// <summary>Object id of a shape's layout, 0 when it names no variables.</summary>
    internal ulong LayoutOf(Shape shape)
    {
        if (shape.Names.Length > 0 && shape.LayoutId == 0)
        {
            InternSymbols(shape.Names);
            shape.LayoutId = _store!.InternLayout(Array.ConvertAll(shape.Names, name => name.Id));
            _layouts[shape.LayoutId] = shape.Names;
        }

        return shape.LayoutId;
    }

    private Value LoadSymbol(RecordHeader* record)
    {
        ReadOnlySpan<byte> bytes = ObjectRecord.Bytes(record);
        SymbolObject symbol = vm.Symbols.Intern(bytes[1..], (StringEncoding)bytes[0]);
        symbol.Id = record->ObjectId;
        _identity.Add(symbol);
        return symbol;
    }

    private SymbolObject[] NamesOf(ulong layoutId)
    {
        if (layoutId == 0)
        {
            return [];
        }

        if (!_layouts.TryGetValue(layoutId, out SymbolObject[]? names))
        {
            RecordHeader* record = Record(layoutId);
            if (record->Format != RecordFormat.Layout)
            {
                throw new ImageException($"object #{layoutId} should be a layout and is {(BodyKind)record->Format}");
            }

            names = new SymbolObject[(int)record->ReferenceCount];
            for (int i = 0; i < names.Length; i++)
            {
                names[i] = (SymbolObject)Fault(ObjectRecord.References(record)[i].ObjectId).Ref!;
            }

            _layouts.Add(layoutId, names);
        }

        return names;
    }

    /// <summary>
    /// The shape of a new body for a record; false when the object is there already: a singleton class refers to its object,
    /// so that loading the one has loaded the other.
    /// </summary>
    private bool TryGetShape(RecordHeader* record, out Shape shape, [NotNullWhen(false)] out HeapObject? loaded)
    {
        loaded = null;
        if (record->ClassId == _lastClassId && record->LayoutId == _lastLayoutId && _lastShape is not null)
        {
            shape = _lastShape;
            return true;
        }

        bool isKnown = _shapes.Find(record->ClassId, record->LayoutId, -1) is not null;
        shape = ShapeFor(record->ClassId, record->LayoutId, -1);
        _lastClassId = record->ClassId;
        _lastLayoutId = record->LayoutId;
        _lastShape = shape;
        return isKnown || !_identity.TryGet(record->ObjectId, out loaded);
    }

    /// <summary>
    /// The shape for a record's class and layout. <paramref name="capacity"/> is the inline capacity of a body that exists
    /// already, -1 for one to be made: those share the class's shapes with objects made in this VM.
    /// </summary>
    private Shape ShapeFor(ulong classId, ulong layoutId, int capacity)
    {
        if (_shapes.Find(classId, layoutId, capacity) is { } known)
        {
            return known;
        }

        SymbolObject[] names = NamesOf(layoutId);
        ClassObject @class = Fault(classId).Ref as ClassObject
            ?? throw new ImageException($"object #{classId} should be a class and is none");
        Shape shape = ShapeWith(@class, names, capacity);
        shape.LayoutId = layoutId;
        _shapes.Add(classId, layoutId, capacity, shape);
        return shape;
    }

    private Shape ShapeWith(ClassObject @class, SymbolObject[] names, int capacity)
    {
        @class.NoteInstanceSize(names.Length);
        return vm.Shapes.Of(@class, names, capacity >= 0 ? capacity : @class.RootShape(vm).InlineCapacity);
    }

    /// <summary>The shape of a body that is read again: it keeps its inline slots and a singleton class of this VM's own.</summary>
    private Shape ShapeForReload(HeapObject body, RecordHeader* record)
    {
        int capacity = body is PlainObject plain ? plain.InlineCapacity : 0;
        Shape shape = ShapeFor(record->ClassId, record->LayoutId, capacity);
        if (!_transientSingletons.TryGetValue(body, out ClassObject? singleton) || shape.Class == singleton)
        {
            return shape;
        }

        if (singleton.Superclass != shape.Class && body is not ClassObject { IsSingleton: true })
        {
            singleton.Superclass = shape.Class;
            vm.Hierarchy.AncestryChanged(singleton);
        }

        Shape own = vm.Shapes.Create(singleton, shape.Names, shape.InlineCapacity);
        own.LayoutId = shape.LayoutId;
        return own;
    }
}

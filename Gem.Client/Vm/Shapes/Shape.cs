using Gem.Vm.Values;

namespace Gem.Vm.Shapes;

/// <summary>
/// Class and instance-variable layout of an object, as one int for caches to compare. Local to a VM; what is on disk is
/// the layout (the list of names). Invariant: shapes never change, an object moves from shape to shape.
/// </summary>
public sealed class Shape
{
    private readonly Dictionary<SymbolObject, Shape> _transitions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SymbolObject, int> _slotOfName;

    internal Shape(int id, ClassObject @class, SymbolObject[] names, int inlineCapacity)
    {
        Id = id;
        Class = @class;
        Names = names;
        InlineCapacity = inlineCapacity;
        _slotOfName = new Dictionary<SymbolObject, int>(names.Length, ReferenceEqualityComparer.Instance);
        for (int slot = 0; slot < names.Length; slot++)
        {
            _slotOfName[names[slot]] = slot;
        }
    }

    /// <summary>What headers and caches hold.</summary>
    public int Id { get; }

    /// <summary>Class (or singleton class) of the objects with this shape.</summary>
    public ClassObject Class { get; }

    /// <summary>Names of the instance variables, in slot order.</summary>
    public SymbolObject[] Names { get; }

    /// <summary>Slots that stand in the object itself; the rest are in <see cref="HeapObject.Overflow"/>.</summary>
    public int InlineCapacity { get; }

    /// <summary>Object id of the persistent layout with these names; 0 until one is needed.</summary>
    public ulong LayoutId { get; set; }

    /// <summary>Slot of a name, or -1.</summary>
    public int SlotOf(SymbolObject name) => _slotOfName.TryGetValue(name, out int slot) ? slot : -1;

    /// <summary>The shape after adding one more instance variable.</summary>
    public Shape With(SymbolObject name, ShapeTable table)
    {
        if (!_transitions.TryGetValue(name, out Shape? next))
        {
            next = table.Create(Class, [.. Names, name], InlineCapacity);
            _transitions[name] = next;
            Class.NoteInstanceSize(next.Names.Length);
        }

        return next;
    }
}

using Gem.Vm.Values;

namespace Gem.Vm.Shapes;

/// <summary>
/// Class and instance-variable layout of an object, as one int for caches to compare. Local to a VM; what is on disk is
/// the layout (the list of names). Invariant: shapes never change, an object moves from shape to shape.
/// </summary>
public sealed class Shape
{
    /// <summary>As many names are looked through; a map of more is made when first asked.</summary>
    private const int FewNames = 8;

    private readonly SymbolMap<Shape> _transitions = new();
    private SymbolMap<int>? _slotOfName;
    private Shape? _lastTransition;

    internal Shape(int id, ClassObject @class, SymbolObject[] names, int inlineCapacity)
    {
        Id = id;
        Class = @class;
        Names = names;
        InlineCapacity = inlineCapacity;
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
    public int SlotOf(SymbolObject name)
    {
        if (Names.Length > FewNames)
        {
            return SlotOfMany(name);
        }

        for (int slot = 0; slot < Names.Length; slot++)
        {
            if (Names[slot] == name)
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>The shape after adding one more instance variable.</summary>
    public Shape With(SymbolObject name, ShapeTable table)
    {
        if (_lastTransition is { } last && last.Names[^1] == name)
        {
            return last;
        }

        if (!_transitions.TryGetValue(name, out Shape? next))
        {
            next = table.Create(Class, [.. Names, name], InlineCapacity);
            _transitions[name] = next;
            Class.NoteInstanceSize(next.Names.Length);
        }

        return _lastTransition = next;
    }

    private int SlotOfMany(SymbolObject name)
    {
        if (_slotOfName is null)
        {
            _slotOfName = new SymbolMap<int>();
            for (int slot = 0; slot < Names.Length; slot++)
            {
                _slotOfName[Names[slot]] = slot;
            }
        }

        return _slotOfName.TryGetValue(name, out int found) ? found : -1;
    }
}

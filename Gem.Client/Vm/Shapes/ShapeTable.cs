using Gem.Vm.Values;

namespace Gem.Vm.Shapes;

/// <summary>All shapes of a VM by id. Invariant: ids below <see cref="ShapeIds.FirstFree"/> belong to immediates.</summary>
public sealed class ShapeTable
{
    private readonly VirtualMachine _vm;
    private readonly Dictionary<(ClassObject Class, int InlineCapacity), Shape> _bare = [];
    private Shape[] _shapes = new Shape[1024];
    private int _count = ShapeIds.FirstFree;

    internal ShapeTable(VirtualMachine vm) => _vm = vm;

    /// <summary>The shape with an id.</summary>
    public Shape this[int shapeId] => _shapes[shapeId];

    /// <summary>Makes a shape of its own: used for the root shape of a class, for transitions and when layouts are loaded.</summary>
    public Shape Create(ClassObject @class, SymbolObject[] names, int inlineCapacity)
    {
        if (_count == _shapes.Length)
        {
            Array.Resize(ref _shapes, _count * 2);
        }

        Shape shape = new(_count, @class, names, inlineCapacity);
        _shapes[_count++] = shape;
        return shape;
    }

    /// <summary>
    /// The shape of a class with these names in this order and so many inline slots; the class's own where it fits, else one that
    /// all bodies of that size share.
    /// </summary>
    public Shape Of(ClassObject @class, ReadOnlySpan<SymbolObject> names, int inlineCapacity)
    {
        Shape shape = @class.RootShape(_vm);
        int common = shape.Names.Length;
        if (inlineCapacity != shape.InlineCapacity || common > names.Length || !shape.Names.AsSpan().SequenceEqual(names[..common]))
        {
            if (!_bare.TryGetValue((@class, inlineCapacity), out Shape? bare))
            {
                _bare[(@class, inlineCapacity)] = bare = Create(@class, [], inlineCapacity);
            }

            (shape, common) = (bare, 0);
        }

        foreach (SymbolObject name in names[common..])
        {
            shape = shape.With(name, this);
        }

        return shape;
    }

    /// <summary>Binds a reserved id to the class of its immediates.</summary>
    public void Reserve(int shapeId, ClassObject @class) => _shapes[shapeId] = new Shape(shapeId, @class, [], 0);
}

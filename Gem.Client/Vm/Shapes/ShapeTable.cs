using Gem.Vm.Values;

namespace Gem.Vm.Shapes;

/// <summary>All shapes of a VM by id. Invariant: ids below <see cref="ShapeIds.FirstFree"/> belong to immediates.</summary>
public sealed class ShapeTable
{
    private Shape[] _shapes = new Shape[1024];
    private int _count = ShapeIds.FirstFree;

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

    /// <summary>Binds a reserved id to the class of its immediates.</summary>
    public void Reserve(int shapeId, ClassObject @class) => _shapes[shapeId] = new Shape(shapeId, @class, [], 0);
}

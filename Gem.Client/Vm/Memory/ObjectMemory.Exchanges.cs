using Gem.Vm.Shapes;
using Gem.Vm.Transactions;
using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>
/// Exchange of identities (become) and change of class. Identity is the body, which all references mean, and its id: so what is
/// exchanged is what two bodies hold. Both are writes like any other; an abort takes them back.
/// </summary>
public sealed unsafe partial class ObjectMemory
{
    /// <summary>What objects that were never committed held before they were exchanged with others: no record has it.</summary>
    private readonly List<ObjectImage> _exchanged = [];

    /// <summary>
    /// From now on all references to either object mean what the other was. Their class, variables and content change hands, their
    /// ids stay. An abort also makes an object that was never committed what it was.
    /// </summary>
    /// <param name="left">An object that <see cref="IdentityExchange"/> lets pass.</param>
    /// <param name="right">Another one, with a body of the same kind.</param>
    internal void Exchange(HeapObject left, HeapObject right)
    {
        vm.WillWrite(left);
        vm.WillWrite(right);
        ObjectImage ofLeft = new(vm, left), ofRight = new(vm, right);
        if (left.IsCommitted || right.IsCommitted)
        {
            _exchanged.AddRange(new[] { ofLeft, ofRight }.Where(image => !image.Body.IsCommitted));
        }

        ofLeft.PutInto(right, ofLeft.Class);
        ofRight.PutInto(left, ofRight.Class);
    }

    /// <summary>
    /// Has an object take over what another one is and holds. It keeps its singleton class, below the new class, and stays frozen.
    /// </summary>
    /// <param name="body">An object.</param>
    /// <param name="other">One that nobody else needs: it gets what the object was and held.</param>
    public void TakeOver(HeapObject body, HeapObject other)
    {
        WriteThrough(body, () =>
        {
            ObjectImage old = new(vm, body), taken = new(vm, other);
            taken.PutInto(body, Inheriting(body, taken.Class));
            old.PutInto(other, vm.Hierarchy.RealClass(old.Class));
        });
    }

    /// <summary>
    /// Gives an object another class with bodies of the same kind. Its variables stay; so does a singleton class, below the new
    /// class. A frozen object stays frozen.
    /// </summary>
    public void ChangeClass(HeapObject body, ClassObject @class)
    {
        WriteThrough(body, () =>
        {
            Shape shape = vm.Shapes[body.ShapeId];
            body.SetShape(vm.Shapes.Of(Inheriting(body, @class), shape.Names, body is PlainObject plain ? plain.InlineCapacity : 0).Id);
        });
    }

    /// <summary>The singleton class of an object, from now on below another class; that class itself when there is none.</summary>
    private ClassObject Inheriting(HeapObject body, ClassObject @class)
    {
        ClassObject own = vm.Shapes[body.ShapeId].Class;
        if (!own.IsSingleton)
        {
            return @class;
        }

        vm.WillWrite(own);
        own.Superclass = @class;
        vm.Hierarchy.AncestryChanged(own);
        return own;
    }

    /// <summary>Writes to an object even when it is frozen: what freezes is its value, not the form that a class gives it.</summary>
    private void WriteThrough(HeapObject body, Action write)
    {
        long frozen = vm.Fresh(body).Header & HeaderFlags.Frozen;
        body.Header &= ~HeaderFlags.Frozen;
        vm.WillWrite(body);
        write();
        body.Header |= frozen;
    }

    /// <summary>Makes objects that were exchanged after the first so many what they were.</summary>
    private void TakeBackExchanges(int firstCount)
    {
        for (int i = _exchanged.Count - 1; i >= firstCount; i--)
        {
            _exchanged[i].Restore();
        }

        _exchanged.RemoveRange(firstCount, _exchanged.Count - firstCount);
    }
}

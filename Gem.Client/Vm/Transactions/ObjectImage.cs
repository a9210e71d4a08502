using Gem.Vm.Memory;
using Gem.Vm.Shapes;
using Gem.Vm.Values;

namespace Gem.Vm.Transactions;

/// <summary>
/// What an object held at a moment, in memory: what its record would say, but with the objects it refers to themselves, so that
/// those need no id. A nested transaction that is given up puts it back.
/// </summary>
internal sealed class ObjectImage
{
    private readonly VirtualMachine _vm;
    private readonly long _header;
    private readonly Value[] _variables;
    private readonly HeldRecord _content;

    /// <summary>Takes the image of an object as it is now.</summary>
    public ObjectImage(VirtualMachine vm, HeapObject body)
    {
        _vm = vm;
        Body = body;
        _header = body.Header;
        Shape shape = vm.Shapes[body.ShapeId];
        _variables = new Value[shape.Names.Length];
        int inline = Math.Min(_variables.Length, shape.InlineCapacity);
        for (int i = 0; i < _variables.Length; i++)
        {
            _variables[i] = i < inline ? PlainObject.InlineSlot(body, i) : body.Overflow![i - inline];
        }

        _content = new HeldRecord(vm);
        body.WriteBody(_content);
    }

    /// <summary>Whose it is.</summary>
    public HeapObject Body { get; }

    /// <summary>Makes the object what it was, flags and shape included.</summary>
    public void Restore()
    {
        Body.Header = _header;
        Fill(Body);
    }

    /// <summary>Class of the object then; its singleton class if it had one.</summary>
    public ClassObject Class => _vm.Shapes[(int)_header].Class;

    /// <summary>Gives another object of the same kind, and a class, the variables and content of this one. Its flags and its id stay.</summary>
    public void PutInto(HeapObject other, ClassObject @class)
    {
        Shape shape = _vm.Shapes[(int)_header];
        other.SetShape(_vm.Shapes.Of(@class, shape.Names, other is PlainObject plain ? plain.InlineCapacity : 0).Id);
        Fill(other);
    }

    /// <summary>Adds the ids of the unfaulted references that it holds.</summary>
    public void AddUnfaulted(List<ulong> ids)
    {
        Unfaulting.AddIds(_variables, ids);
        Unfaulting.AddIds(_content.Held, ids);
    }

    private void Fill(HeapObject body)
    {
        int inline = Math.Min(_variables.Length, _vm.Shapes[body.ShapeId].InlineCapacity);
        for (int i = 0; i < inline; i++)
        {
            PlainObject.InlineSlot(body, i) = _variables[i];
        }

        body.Overflow = _variables.Length > inline ? _variables[inline..] : null;
        RecordReader reader = new(_vm, _content.References, _content.Content);
        body.ReadBody(ref reader);
        _vm.Memory.HoldsUnfaulted(body);
    }
}

using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// An ephemeron: a key, and a value that it keeps only while something else keeps the key. When the key is collected from the repository,
/// both are nil. Invariant: what is committed stands here as an object id and is looked up at each use, so that neither this VM's memory nor
/// its vote keeps a key; a new or a written one keeps both, until its commit.
/// </summary>
public sealed class EphemeronObject : HeapObject
{
    private Value _key = Value.Nil;
    private Value _value = Value.Nil;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Ephemeron;

    /// <summary>The key, nil when there is none any more.</summary>
    public Value Key(VirtualMachine vm)
    {
        if (!_key.IsUnfaulted)
        {
            return _key;
        }

        return vm.Memory.TryFind((ulong)_key.Bits, out Value found) ? found : Value.Nil;
    }

    /// <summary>What the key has brought; nil when the key is gone.</summary>
    public Value ValueOf(VirtualMachine vm)
    {
        if (Key(vm).IsNil)
        {
            return Value.Nil;
        }

        // Loaded beside the slot, which keeps the id.
        Value value = _value;
        return vm.Load(ref value);
    }

    /// <summary>Sets both. The caller has said that it writes.</summary>
    public void Set(Value key, Value value)
    {
        _key = key;
        _value = value;
    }

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Reference(_key);
        writer.Reference(_value);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        _key = reader.Slot();
        _value = reader.Slot();
    }

    /// <inheritdoc/>
    public override void Committed()
    {
        LetGo(ref _key);
        LetGo(ref _value);
    }

    /// <inheritdoc/>
    internal override void Unfault()
    {
        Unfaulting.Slot(ref _key);
        Unfaulting.Slot(ref _value);
        base.Unfault();
    }

    /// <inheritdoc/>
    internal override void AddUnfaulted(List<ulong> ids)
    {
        Unfaulting.AddIds([_key, _value], ids);
        base.AddUnfaulted(ids);
    }

    /// <summary>A reference to an object of the repository becomes its id. Numbers and symbols are for ever.</summary>
    private static void LetGo(ref Value slot)
    {
        if (slot.Ref is { Id: not 0 } body and not (ImmediateTag or SymbolObject or BigIntegerObject)
            && (body.Header & (HeaderFlags.Clean | HeaderFlags.Dirty | HeaderFlags.New)) != 0)
        {
            slot = Value.FromUnfaulted(body.Id);
        }
    }
}

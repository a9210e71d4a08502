using System.Buffers.Binary;
using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>
/// Reads one object's record: references and bytes, each in the order in which they were written. A slot that may hold
/// an unfaulted reference is read with <see cref="Slot"/>; <see cref="Reference"/> and <see cref="Object"/> fault in.
/// </summary>
public ref struct RecordReader
{
    private readonly VirtualMachine _vm;
    private ReadOnlySpan<ulong> _references;
    private ReadOnlySpan<Value> _values;
    private ReadOnlySpan<byte> _bytes;

    /// <summary>A reader over the parts of a record that follow its instance variables.</summary>
    public RecordReader(VirtualMachine vm, ReadOnlySpan<ulong> references, ReadOnlySpan<byte> bytes)
    {
        _vm = vm;
        _references = references;
        _bytes = bytes;
    }

    /// <summary>A reader over what an object held in memory.</summary>
    public RecordReader(VirtualMachine vm, ReadOnlySpan<Value> values, ReadOnlySpan<byte> bytes)
    {
        _vm = vm;
        _values = values;
        _bytes = bytes;
    }

    /// <summary>True while references are left.</summary>
    public readonly bool HasReferences => ReferencesLeft > 0;

    /// <summary>Number of references left.</summary>
    public readonly int ReferencesLeft => _references.Length + _values.Length;

    /// <summary>True while bytes are left.</summary>
    public readonly bool HasBytes => !_bytes.IsEmpty;

    /// <summary>The VM that faults.</summary>
    public readonly VirtualMachine Vm => _vm;

    /// <summary>Next reference, perhaps unfaulted.</summary>
    public Value Slot()
    {
        if (!_values.IsEmpty)
        {
            Value held = _values[0];
            _values = _values[1..];
            return held;
        }

        Value value = ReferenceCoding.Decode(_references[0]);
        _references = _references[1..];
        return value;
    }

    /// <summary>Next reference, faulted in.</summary>
    public Value Reference()
    {
        Value slot = Slot();
        return _vm.Load(ref slot);
    }

    /// <summary>Next reference as an object id, 0 for nil; nothing is faulted.</summary>
    public ulong ObjectId()
    {
        Value slot = Slot();
        return slot.IsUnfaulted ? (ulong)slot.Bits : 0;
    }

    /// <summary>Next reference as a method dictionary or table that is read when somebody looks into it, null for nil.</summary>
    public T? Hollow<T>(Func<T> maker)
        where T : HeapObject
    {
        Value slot = Slot();
        return slot.IsUnfaulted ? _vm.Memory.Hollow((ulong)slot.Bits, maker) : slot.Ref as T;
    }

    /// <summary>Next reference as an object, null for nil.</summary>
    public HeapObject? Object()
    {
        Value value = Reference();
        return value.IsNil ? null : value.Ref;
    }

    /// <summary>All references that are left, perhaps unfaulted.</summary>
    public Value[] RestOfReferences()
    {
        Value[] slots = new Value[ReferencesLeft];
        Slots(slots);
        return slots;
    }

    /// <summary>Next references, perhaps unfaulted.</summary>
    public void Slots(Span<Value> slots)
    {
        if (!_values.IsEmpty)
        {
            _values[..slots.Length].CopyTo(slots);
            _values = _values[slots.Length..];
            return;
        }

        ReferenceCoding.Decode(_references[..slots.Length], slots);
        _references = _references[slots.Length..];
    }

    /// <summary>Next byte.</summary>
    public byte Byte()
    {
        byte value = _bytes[0];
        _bytes = _bytes[1..];
        return value;
    }

    /// <summary>Next 4 bytes, little-endian.</summary>
    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)));

    /// <summary>Next 8 bytes, little-endian.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));

    /// <summary>Next bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        ReadOnlySpan<byte> taken = _bytes[..count];
        _bytes = _bytes[count..];
        return taken;
    }

    /// <summary>Next number as <see cref="RecordWriter.Number"/> wrote it.</summary>
    public int Number()
    {
        uint number = 0;
        int shift = 0;
        byte part;
        do
        {
            part = Byte();
            number |= (uint)(part & 0x7F) << shift;
            shift += 7;
        }
        while (part >= 0x80 && shift < 35);
        return (int)number;
    }

    /// <summary>Next bytes that have their count before them.</summary>
    public ReadOnlySpan<byte> Text() => Bytes(Number());

    /// <summary>Next text.</summary>
    public string String() => System.Text.Encoding.UTF8.GetString(Text());

    /// <summary>All bytes that are left.</summary>
    public ReadOnlySpan<byte> RestOfBytes()
    {
        ReadOnlySpan<byte> rest = _bytes;
        _bytes = default;
        return rest;
    }
}

using System.Buffers.Binary;
using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>
/// Reads one object's record: references and bytes, each in the order in which they were written. A slot that may hold
/// an unfaulted reference is read with <see cref="Slot"/>; <see cref="Reference"/> and <see cref="Object"/> fault in.
/// </summary>
public ref struct RecordReader
{
    private readonly VirtualMachine vm;
    private ReadOnlySpan<ulong> references;
    private ReadOnlySpan<byte> bytes;

    /// <summary>A reader over the parts of a record that follow its instance variables.</summary>
    public RecordReader(VirtualMachine vm, ReadOnlySpan<ulong> references, ReadOnlySpan<byte> bytes)
    {
        this.vm = vm;
        this.references = references;
        this.bytes = bytes;
    }

    /// <summary>True while references are left.</summary>
    public readonly bool HasReferences => !references.IsEmpty;

    /// <summary>True while bytes are left.</summary>
    public readonly bool HasBytes => !bytes.IsEmpty;

    /// <summary>The VM that faults.</summary>
    public readonly VirtualMachine Vm => vm;

    /// <summary>Next reference, perhaps unfaulted.</summary>
    public Value Slot()
    {
        Value value = vm.Memory.Decode(references[0]);
        references = references[1..];
        return value;
    }

    /// <summary>Next reference, faulted in.</summary>
    public Value Reference()
    {
        Value slot = Slot();
        return vm.Load(ref slot);
    }

    /// <summary>Next reference as an object id, 0 for nil; nothing is faulted.</summary>
    public ulong ObjectId()
    {
        Value slot = Slot();
        return slot.IsUnfaulted ? (ulong)slot.Bits : 0;
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
        Value[] slots = new Value[references.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = vm.Memory.Decode(references[i]);
        }

        references = default;
        return slots;
    }

    /// <summary>Next byte.</summary>
    public byte Byte()
    {
        byte value = bytes[0];
        bytes = bytes[1..];
        return value;
    }

    /// <summary>Next 4 bytes, little-endian.</summary>
    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)));

    /// <summary>Next 8 bytes, little-endian.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));

    /// <summary>Next bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        ReadOnlySpan<byte> taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    /// <summary>All bytes that are left.</summary>
    public ReadOnlySpan<byte> RestOfBytes()
    {
        ReadOnlySpan<byte> rest = bytes;
        bytes = default;
        return rest;
    }
}

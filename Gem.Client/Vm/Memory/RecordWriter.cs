using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>
/// Collects one object's record: references first, then bytes. Each body writes itself through it; what it does with a
/// reference (reserve an id, add to the closure) is the commit's business.
/// </summary>
public abstract class RecordWriter
{
    /// <summary>Adds a reference.</summary>
    public abstract void Reference(Value value);

    /// <summary>Adds a reference to an object, nil for null.</summary>
    public void Object(HeapObject? body) => Reference(body is null ? Value.Nil : new Value(body, 0));

    /// <summary>Adds bytes.</summary>
    public abstract void Bytes(ReadOnlySpan<byte> bytes);

    /// <summary>Adds one byte.</summary>
    public void Byte(byte value) => Bytes([value]);

    /// <summary>Adds 4 bytes, little-endian.</summary>
    public void Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Bytes(bytes);
    }

    /// <summary>Adds 8 bytes, little-endian.</summary>
    public void Int64(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Bytes(bytes);
    }
}

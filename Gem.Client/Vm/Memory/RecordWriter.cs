using Gem.Vm.Values;
using Gem.Vm.Values.Chunks;

namespace Gem.Vm.Memory;

/// <summary>
/// Collects one object's record: references first, then bytes. Each body writes itself through it; what it does with a
/// reference (reserve an id, add to the closure) is the commit's business.
/// </summary>
public abstract class RecordWriter
{
    /// <summary>The VM whose objects are written.</summary>
    public abstract VirtualMachine Vm { get; }

    /// <summary>Whether a large collection writes all it holds, and no head with nodes behind it.</summary>
    public virtual bool TakesWhole => false;

    /// <summary>Writes a hidden node of a large collection as a record of its own. Only between two other records.</summary>
    public abstract void Node(ulong nodeId, Chunk node);

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

    /// <summary>Adds a number that is mostly small: 7 bits a byte, low ones first, the high bit for "more follows".</summary>
    public void Number(int value)
    {
        uint rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            Byte((byte)(rest | 0x80));
        }

        Byte((byte)rest);
    }

    /// <summary>Adds bytes with their count before them.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        Number(text.Length);
        Bytes(text);
    }

    /// <summary>Adds text, as UTF-8.</summary>
    public void Text(string text) => Text(System.Text.Encoding.UTF8.GetBytes(text));
}

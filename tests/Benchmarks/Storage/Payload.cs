using System.Buffers.Binary;

namespace Benchmarks.Storage;

/// <summary>What object number i holds: three references, to its neighbours in the order of numbers, and 60 bytes.</summary>
public static class Payload
{
    /// <summary>Size: 3 references of 8 bytes, 60 bytes.</summary>
    public const int SizeBytes = (3 * sizeof(ulong)) + TextBytes;

    /// <summary>Bytes that are no references.</summary>
    public const int TextBytes = 60;

    /// <summary>Fills in the object's bytes; a version tells one write of it from another.</summary>
    public static void Write(Span<byte> bytes, int number, int count, ulong version = 0)
    {
        for (int i = 0; i < 3; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(i * sizeof(ulong))..], (ulong)((number + i) % count));
        }

        bytes[(3 * sizeof(ulong))..].Fill((byte)('a' + (number % 26)));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[(SizeBytes - sizeof(ulong))..], version);
    }

    /// <summary>A number that depends on every reference and some of the bytes.</summary>
    public static ulong Digest(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes) + BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..])
        + BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]) + bytes[24] + bytes[SizeBytes - 9];
}

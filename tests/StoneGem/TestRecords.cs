using System.Buffers.Binary;
using Shared.ObjectFormat.Objects;

namespace StoneGem;

/// <summary>Records whose first bytes are a number and whose others are its low byte.</summary>
internal static class TestRecords
{
    internal static byte[] Make(ulong objectId, int byteCount, long value)
    {
        byte[] bytes = new byte[Math.Max(byteCount, sizeof(long))];
        Array.Fill(bytes, (byte)value);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        byte[] record = new byte[ObjectRecord.SizeBytes(0, (uint)bytes.Length)];
        ObjectRecord.Write(record, new RecordHeader { ObjectId = objectId, ClassId = 1, Format = 16 }, [], bytes);
        return record;
    }
}

using Shared.ObjectFormat.Objects;

namespace Stone.Server.Tests.Sessions;

/// <summary>Records for tests.</summary>
internal static class Records
{
    /// <summary>An object of that id with so many bytes, all of one value.</summary>
    public static byte[] Make(ulong objectId, int byteCount = 16, byte value = 0)
    {
        byte[] bytes = new byte[byteCount];
        Array.Fill(bytes, value);
        byte[] record = new byte[ObjectRecord.SizeBytes(0, (uint)byteCount)];
        ObjectRecord.Write(record, new RecordHeader { ObjectId = objectId, ClassId = 1, Format = 16 }, [], bytes);
        return record;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Shared.ObjectFormat.Identity;

namespace Shared.ObjectFormat.Objects;

/// <summary>Reads and writes the body behind a <see cref="RecordHeader"/>.</summary>
public static unsafe class ObjectRecord
{
    /// <summary>Size of a record with so many references and bytes, padded to <see cref="RecordHeader.AlignmentBytes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long SizeBytes(uint referenceCount, uint byteCount) =>
        (RecordHeader.SizeBytes + (8L * referenceCount) + byteCount + RecordHeader.AlignmentBytes - 1) & ~(RecordHeader.AlignmentBytes - 1L);

    /// <summary>The references of a record in memory that does not move.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<ReferenceWord> References(RecordHeader* record) => new(record + 1, (int)record->ReferenceCount);

    /// <summary>The bytes of a record in memory that does not move.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Bytes(RecordHeader* record) =>
        new((byte*)(record + 1) + (8L * record->ReferenceCount), (int)record->ByteCount);

    /// <summary>The header of the record that begins at the first byte of a span.</summary>
    public static ref RecordHeader Header(Span<byte> record) => ref MemoryMarshal.AsRef<RecordHeader>(record);

    /// <summary>The header of the record that begins at the first byte of a span.</summary>
    public static ref readonly RecordHeader Header(ReadOnlySpan<byte> record) => ref MemoryMarshal.AsRef<RecordHeader>(record);

    /// <summary>The references of the record that begins at the first byte of a span.</summary>
    public static ReadOnlySpan<ReferenceWord> References(ReadOnlySpan<byte> record) =>
        MemoryMarshal.Cast<byte, ReferenceWord>(record.Slice(RecordHeader.SizeBytes, checked((int)Header(record).ReferenceCount * 8)));

    /// <summary>The bytes of the record that begins at the first byte of a span.</summary>
    public static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> record)
    {
        ref readonly RecordHeader header = ref Header(record);
        return record.Slice(checked(RecordHeader.SizeBytes + ((int)header.ReferenceCount * 8)), checked((int)header.ByteCount));
    }

    /// <summary>
    /// Writes a whole record: the header with the counts of what follows it, references, bytes and a zeroed pad.
    /// Returns its size in bytes. Throws when the destination is too short.
    /// </summary>
    public static int Write(Span<byte> destination, RecordHeader header, ReadOnlySpan<ReferenceWord> references, ReadOnlySpan<byte> bytes)
    {
        header.ReferenceCount = (uint)references.Length;
        header.ByteCount = (uint)bytes.Length;
        int sizeBytes = checked((int)header.RecordBytes);
        Span<byte> record = destination[..sizeBytes];
        MemoryMarshal.Write(record, in header);
        MemoryMarshal.AsBytes(references).CopyTo(record[RecordHeader.SizeBytes..]);
        int bytesAt = RecordHeader.SizeBytes + (references.Length * 8);
        bytes.CopyTo(record[bytesAt..]);
        record[(bytesAt + bytes.Length)..].Clear();
        return sizeBytes;
    }
}

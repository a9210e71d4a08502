using System.Runtime.InteropServices;
using Shared.ObjectFormat.Log;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;

namespace Stone.Server.TransactionLog;

/// <summary>
/// One batch in the making: a buffer outside the managed heap that grows, aligned for writes past the system's cache, with room
/// for the header in front. Reused from batch to batch.
/// </summary>
public sealed unsafe class LogBatch : IDisposable
{
    private const long SmallestBytes = 64 * 1024;
    private const long KeptBytes = 16 * 1024 * 1024;

    private byte* _buffer;
    private long _capacityBytes;
    private long _recordStart;

    /// <summary>Makes an empty batch.</summary>
    public LogBatch() => Clear();

    /// <summary>Bytes of header and records so far.</summary>
    public long LengthBytes { get; private set; }

    /// <summary>Number of records.</summary>
    public uint RecordCount { get; private set; }

    /// <summary>The first byte of the header.</summary>
    public byte* Buffer => _buffer;

    /// <summary>What the batch takes in the segment when so many bytes are in it.</summary>
    public static long PaddedBytes(long lengthBytes) => (lengthBytes + LogBatchHeader.AlignmentBytes - 1) / LogBatchHeader.AlignmentBytes * LogBatchHeader.AlignmentBytes;

    /// <summary>Empties the batch; a very large buffer is given back.</summary>
    public void Clear()
    {
        if (_capacityBytes > KeptBytes)
        {
            Dispose();
        }
        LengthBytes = LogBatchHeader.SizeBytes;
        RecordCount = 0;
        Require(LengthBytes);
    }

    /// <summary>Begins a record; its images follow.</summary>
    public void BeginRecord(in LogRecordHeader header)
    {
        Require(LengthBytes + LogRecordHeader.SizeBytes);
        _recordStart = LengthBytes;
        *(LogRecordHeader*)(_buffer + LengthBytes) = header;
        LengthBytes += LogRecordHeader.SizeBytes;
        RecordCount++;
    }

    /// <summary>Adds the image of one object; returns a copy of it in the buffer, which stays valid until more is added.</summary>
    public Span<byte> AddImage(ReadOnlySpan<byte> record)
    {
        Require(LengthBytes + record.Length);
        var copy = new Span<byte>(_buffer + LengthBytes, record.Length);
        record.CopyTo(copy);
        LengthBytes += record.Length;
        LogRecordHeader* header = (LogRecordHeader*)(_buffer + _recordStart);
        header->ObjectCount++;
        header->ImageBytes += (ulong)record.Length;
        return copy;
    }

    /// <summary>Adds what a record without images says, padded, and of how many objects it speaks.</summary>
    public void AddBody(List<byte> body, uint objectCount)
    {
        int paddedBytes = (body.Count + RecordHeader.AlignmentBytes - 1) / RecordHeader.AlignmentBytes * RecordHeader.AlignmentBytes;
        Require(LengthBytes + paddedBytes);
        var copy = new Span<byte>(_buffer + LengthBytes, paddedBytes);
        CollectionsMarshal.AsSpan(body).CopyTo(copy);
        copy[body.Count..].Clear();
        LengthBytes += paddedBytes;
        LogRecordHeader* header = (LogRecordHeader*)(_buffer + _recordStart);
        header->ObjectCount = objectCount;
        header->ImageBytes += (ulong)paddedBytes;
    }

    /// <summary>Completes header and padding for a position; returns the bytes to write.</summary>
    public long Seal(LogBatchHeader header)
    {
        long paddedBytes = PaddedBytes(LengthBytes);
        Require(paddedBytes);
        NativeMemory.Clear(_buffer + LengthBytes, (nuint)(paddedBytes - LengthBytes));
        header.Magic = LogBatchHeader.MagicValue;
        header.Version = FormatVersion.Current;
        header.RecordCount = RecordCount;
        header.RecordBytes = (ulong)(LengthBytes - LogBatchHeader.SizeBytes);
        header.Checksum = 0;
        *(LogBatchHeader*)_buffer = header;
        ((LogBatchHeader*)_buffer)->Checksum = Checksum(_buffer, LengthBytes);
        return paddedBytes;
    }

    /// <summary>The checksum of a whole batch, whatever its checksum field holds.</summary>
    public static uint Checksum(byte* batch, long lengthBytes)
    {
        const int Piece = 1 << 30;
        var first = new ReadOnlySpan<byte>(batch, (int)Math.Min(Piece, lengthBytes));
        uint state = Crc32C.Append(Crc32C.Start, first[..LogBatchHeader.ChecksumOffset]);
        state = Crc32C.Append(state, stackalloc byte[4]);
        state = Crc32C.Append(state, first[(LogBatchHeader.ChecksumOffset + 4)..]);
        for (long at = first.Length; at < lengthBytes; at += Piece)
        {
            state = Crc32C.Append(state, new ReadOnlySpan<byte>(batch + at, (int)Math.Min(Piece, lengthBytes - at)));
        }
        return Crc32C.Finish(state);
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_buffer);
        _buffer = null;
        _capacityBytes = 0;
    }

    private void Require(long lengthBytes)
    {
        if (lengthBytes <= _capacityBytes)
        {
            return;
        }
        _capacityBytes = PaddedBytes(Math.Max(SmallestBytes, Math.Max(lengthBytes, Math.Min(_capacityBytes * 2, lengthBytes + (256L << 20)))));
        _buffer = (byte*)NativeMemory.AlignedRealloc(_buffer, (nuint)_capacityBytes, LogBatchHeader.AlignmentBytes);
    }
}

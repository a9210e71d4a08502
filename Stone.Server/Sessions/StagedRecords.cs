using System.Buffers;
using System.Runtime.InteropServices;
using Shared.ObjectFormat.Objects;

namespace Stone.Server.Sessions;

/// <summary>
/// The stone's own copy of what a session staged: bytes outside the collected heap, grown by doubling. The gem cannot reach
/// it, so what is validated is what is committed.
/// </summary>
public sealed unsafe class StagedRecords : MemoryManager<byte>
{
    /// <summary>No session stages more: spans count in 31 bits.</summary>
    public const long LimitBytes = 2047L << 20;

    private const long LeastBytes = 64 << 10;
    private const long KeptBytes = 4 << 20;
    private byte* _bytes;
    private long _capacity;
    private int _lengthBytes;

    /// <summary>Bytes staged.</summary>
    public int LengthBytes => _lengthBytes;

    /// <summary>Copies bytes to the end. The caller keeps to <see cref="LimitBytes"/>.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        int length = checked(_lengthBytes + bytes.Length);
        if (length > _capacity)
            Grow(length);
        bytes.CopyTo(new Span<byte>(_bytes + _lengthBytes, bytes.Length));
        _lengthBytes = length;
    }

    /// <summary>Bytes of the whole records at the front; a record may be staged in parts.</summary>
    public int WholeRecordBytes()
    {
        int at = 0;
        while (_lengthBytes - at >= RecordHeader.SizeBytes && ((RecordHeader*)(_bytes + at))->RecordBytes <= _lengthBytes - at)
            at += (int)((RecordHeader*)(_bytes + at))->RecordBytes;
        return at;
    }

    /// <summary>Forgets the first bytes.</summary>
    public void RemoveFirst(int lengthBytes)
    {
        _lengthBytes -= lengthBytes;
        Buffer.MemoryCopy(_bytes + lengthBytes, _bytes, _capacity, _lengthBytes);
    }

    /// <summary>Forgets all; a large buffer is given back.</summary>
    public void Clear()
    {
        _lengthBytes = 0;
        if (_capacity > KeptBytes)
            Free();
    }

    /// <summary>What is staged, 16-aligned. Valid until the next change.</summary>
    public override Span<byte> GetSpan() => new(_bytes, _lengthBytes);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_bytes + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
        // Never moves.
    }

    /// <summary>Gives the buffer back.</summary>
    public void Free()
    {
        NativeMemory.AlignedFree(_bytes);
        _bytes = null;
        _capacity = 0;
        _lengthBytes = 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => Free();

    private void Grow(long neededBytes)
    {
        long capacity = Math.Min(LimitBytes, Math.Max(LeastBytes, Math.Max(neededBytes, _capacity * 2)));
        _bytes = (byte*)NativeMemory.AlignedRealloc(_bytes, (nuint)capacity, 16);
        _capacity = capacity;
    }
}

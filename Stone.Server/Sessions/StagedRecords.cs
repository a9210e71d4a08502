using System.Runtime.InteropServices;

namespace Stone.Server.Sessions;

/// <summary>
/// The stone's own copy of what a session staged: bytes outside the collected heap, grown by doubling. The gem cannot reach
/// it, so what is validated is what is committed.
/// </summary>
public sealed unsafe class StagedRecords : IDisposable
{
    private const long LeastBytes = 64 << 10;
    private const long KeptBytes = 4 << 20;
    private byte* _bytes;
    private long _capacity;

    /// <summary>Bytes staged.</summary>
    public long LengthBytes { get; private set; }

    /// <summary>The first byte; 16-aligned. Valid until the next append.</summary>
    public byte* Pointer => _bytes;

    /// <summary>Copies bytes to the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (LengthBytes + bytes.Length > _capacity)
            Grow(LengthBytes + bytes.Length);
        bytes.CopyTo(new Span<byte>(_bytes + LengthBytes, bytes.Length));
        LengthBytes += bytes.Length;
    }

    /// <summary>Forgets all; a large buffer is given back.</summary>
    public void Clear()
    {
        LengthBytes = 0;
        if (_capacity > KeptBytes)
            Dispose();
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_bytes);
        _bytes = null;
        _capacity = 0;
        LengthBytes = 0;
    }

    private void Grow(long neededBytes)
    {
        long capacity = Math.Max(LeastBytes, Math.Max(neededBytes, _capacity * 2));
        _bytes = (byte*)NativeMemory.AlignedRealloc(_bytes, (nuint)capacity, 16);
        _capacity = capacity;
    }
}

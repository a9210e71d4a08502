namespace Kernel.Ruby.Encodings;

/// <summary>Bytes between two steps of a conversion: added at the end, taken from the front.</summary>
internal sealed class ByteQueue
{
    private byte[] _bytes = new byte[64];
    private int _start, _end;

    /// <summary>What is in it.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Takes single characters only: somebody counts them.</summary>
    public bool IsLimited { get; set; }

    /// <summary>Number of bytes.</summary>
    public int Count => _end - _start;

    /// <summary>Adds bytes at the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_end + bytes.Length > _bytes.Length)
        {
            byte[] target = Count + bytes.Length > _bytes.Length / 2 ? new byte[Math.Max(2 * _bytes.Length, 2 * (Count + bytes.Length))] : _bytes;
            Span.CopyTo(target);
            _end -= _start;
            _start = 0;
            _bytes = target;
        }

        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Takes bytes off the front.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    /// <summary>Takes bytes off the end, and answers them.</summary>
    public byte[] TakeLast(int count)
    {
        byte[] taken = Span[(Count - count)..].ToArray();
        _end -= count;
        return taken;
    }

    /// <summary>Takes everything.</summary>
    public byte[] TakeAll() => TakeLast(Count);
}

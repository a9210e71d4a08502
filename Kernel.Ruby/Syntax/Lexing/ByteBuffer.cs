namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>A growing run of bytes, reused from literal to literal.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[256];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    internal void Append(byte value)
    {
        if (Length == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }
        _bytes[Length++] = value;
    }

    internal void Append(ReadOnlySpan<byte> values)
    {
        foreach (byte value in values)
        {
            Append(value);
        }
    }

    /// <summary>Appends a code point in UTF-8; surrogates are encoded as they are.</summary>
    internal void AppendUtf8(int codePoint)
    {
        switch (codePoint)
        {
            case < 0x80:
                Append((byte)codePoint);
                break;
            case < 0x800:
                Append((byte)(0xc0 | (codePoint >> 6)));
                Append((byte)(0x80 | (codePoint & 0x3f)));
                break;
            case < 0x10000:
                Append((byte)(0xe0 | (codePoint >> 12)));
                Append((byte)(0x80 | ((codePoint >> 6) & 0x3f)));
                Append((byte)(0x80 | (codePoint & 0x3f)));
                break;
            default:
                Append((byte)(0xf0 | (codePoint >> 18)));
                Append((byte)(0x80 | ((codePoint >> 12) & 0x3f)));
                Append((byte)(0x80 | ((codePoint >> 6) & 0x3f)));
                Append((byte)(0x80 | (codePoint & 0x3f)));
                break;
        }
    }

    internal void Truncate(int length) => Length = length;

    /// <summary>Hands out the bytes and starts anew.</summary>
    internal byte[] Take()
    {
        byte[] taken = Span.ToArray();
        Length = 0;
        return taken;
    }
}

using System.Runtime.CompilerServices;

namespace Gem.Vm.Values;

/// <summary>
/// Mutable byte string with an encoding. Content is <c>Bytes[0 .. Length)</c>. A large committed string is in chunks
/// (<see cref="IsInChunks"/>): <see cref="ByteAt"/>, <see cref="SetByte"/>, <see cref="CopyTo"/> and <see cref="Append"/>
/// touch single chunks, <see cref="Bytes"/> and <see cref="Span"/> gather them all.
/// </summary>
public sealed partial class StringObject : ChunkedObject
{
    /// <summary>Bytes of content.</summary>
    public int Length;

    /// <summary>Encoding of the content.</summary>
    public StringEncoding Encoding;

    /// <summary>The store belongs to more than this string: copy before writing into it.</summary>
    public bool IsShared;

    /// <summary>Never shorter than Length, but for a string in chunks: then it is empty.</summary>
    private byte[] _bytes;

    /// <summary>A string over a store.</summary>
    public StringObject(byte[] bytes, int length, StringEncoding encoding)
    {
        _bytes = bytes;
        Length = length;
        Encoding = encoding;
    }

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.String;

    /// <summary>
    /// Store; may be longer than the content. Shared with another string while <see cref="IsShared"/>. Setting it replaces the
    /// whole content.
    /// </summary>
    public byte[] Bytes
    {
        get
        {
            if (IsInChunks)
            {
                Gather();
            }

            return _bytes;
        }

        set
        {
            _bytes = value;
            _chunks = null;
        }
    }

    /// <summary>The content.</summary>
    public ReadOnlySpan<byte> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (IsInChunks ? Bytes : _bytes).AsSpan(0, Length);
    }

    /// <summary>One byte; the offset is in range.</summary>
    public byte ByteAt(int offset) => IsInChunks ? ChunkByte(offset) : _bytes[offset];

    /// <summary>Sets one byte; the offset is in range and the caller has passed the write barrier.</summary>
    public void SetByte(int offset, byte value)
    {
        if (IsInChunks)
        {
            SetChunkByte(offset, value);
        }
        else
        {
            OwnBytes(Length)[offset] = value;
        }
    }

    /// <summary>Copies bytes from an offset on.</summary>
    public void CopyTo(int offset, Span<byte> target)
    {
        if (IsInChunks)
        {
            CopyFromChunks(offset, target);
        }
        else
        {
            _bytes.AsSpan(offset, target.Length).CopyTo(target);
        }
    }

    /// <summary>Adds bytes at the end. The caller has passed the write barrier.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if ((long)Length + bytes.Length > Array.MaxLength)
        {
            throw new OutOfMemoryException();
        }

        int newLength = Length + bytes.Length;
        if (IsInChunks)
        {
            CopyToChunks(Length, bytes);
            Length = newLength;
            return;
        }

        if (IsShared || newLength > _bytes.Length)
        {
            byte[] grown = new byte[Math.Max(newLength, Math.Max(16, Length + (Length >> 1)))];
            Span.CopyTo(grown);
            _bytes = grown;
            IsShared = false;
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length = newLength;
    }

    /// <summary>Replaces the content with a store that the string now owns. The caller has passed the write barrier.</summary>
    public void Replace(byte[] bytes, int length)
    {
        _bytes = bytes;
        Length = length;
        IsShared = false;
    }

    /// <summary>The content as a store that may be written, of at least that capacity.</summary>
    public byte[] OwnBytes(int capacityBytes)
    {
        byte[] bytes = Bytes;
        if (IsShared || capacityBytes > bytes.Length)
        {
            byte[] own = new byte[Math.Max(capacityBytes, Length)];
            Span.CopyTo(own);
            _bytes = own;
            IsShared = false;
        }

        return _bytes;
    }

    /// <summary>The content as .NET text; invalid bytes are replaced.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Span);
}

using System.Text;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>Mutable byte string with an encoding. Content is <c>Bytes[0 .. Length)</c>.</summary>
public sealed class StringObject : HeapObject
{
    /// <summary>Store; may be longer than the content. Shared with another string while <see cref="IsShared"/>.</summary>
    public byte[] Bytes;

    /// <summary>Bytes of content.</summary>
    public int Length;

    /// <summary>Encoding of the content.</summary>
    public StringEncoding Encoding;

    /// <summary>The store belongs to more than this string: copy before writing into it.</summary>
    public bool IsShared;

    /// <summary>A string over a store.</summary>
    public StringObject(byte[] bytes, int length, StringEncoding encoding)
    {
        Bytes = bytes;
        Length = length;
        Encoding = encoding;
    }

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.String;

    /// <summary>The content.</summary>
    public ReadOnlySpan<byte> Span => Bytes.AsSpan(0, Length);

    /// <summary>Adds bytes at the end. The caller has passed the write barrier.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if ((long)Length + bytes.Length > Array.MaxLength)
        {
            throw new OutOfMemoryException();
        }

        int newLength = Length + bytes.Length;
        if (IsShared || newLength > Bytes.Length)
        {
            byte[] grown = new byte[Math.Max(newLength, Math.Max(16, Length + (Length >> 1)))];
            Span.CopyTo(grown);
            Bytes = grown;
            IsShared = false;
        }

        bytes.CopyTo(Bytes.AsSpan(Length));
        Length = newLength;
    }

    /// <summary>Replaces the content with a store that the string now owns. The caller has passed the write barrier.</summary>
    public void Replace(byte[] bytes, int length)
    {
        Bytes = bytes;
        Length = length;
        IsShared = false;
    }

    /// <summary>The content as a store that may be written, of at least that capacity.</summary>
    public byte[] OwnBytes(int capacityBytes)
    {
        if (IsShared || capacityBytes > Bytes.Length)
        {
            byte[] own = new byte[Math.Max(capacityBytes, Length)];
            Span.CopyTo(own);
            Bytes = own;
            IsShared = false;
        }

        return Bytes;
    }

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Byte((byte)Encoding);
        writer.Bytes(Span);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Encoding = (StringEncoding)reader.Byte();
        Bytes = reader.RestOfBytes().ToArray();
        Length = Bytes.Length;
        IsShared = false;
    }

    /// <summary>The content as .NET text; invalid bytes are replaced.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Span);
}

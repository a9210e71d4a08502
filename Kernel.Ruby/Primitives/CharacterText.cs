using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// Bytes seen as characters of an encoding. In UTF-8 each byte that belongs to no valid sequence is a character of its
/// own, as in MRI; in the other encodings every byte is one.
/// </summary>
internal static class CharacterText
{
    /// <summary>True when every character is one byte.</summary>
    public static bool IsSingleByte(StringObject text) => text.Encoding != StringEncoding.Utf8 || Ascii.IsValid(text.Span);

    /// <summary>Length in bytes of the character at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthAt(ReadOnlySpan<byte> bytes, int position, StringEncoding encoding) =>
        bytes[position] < 0x80 || encoding != StringEncoding.Utf8 ? 1 : WideLengthAt(bytes, position);

    /// <summary>Number of characters.</summary>
    public static int Count(ReadOnlySpan<byte> bytes, StringEncoding encoding)
    {
        if (encoding != StringEncoding.Utf8 || Ascii.IsValid(bytes))
        {
            return bytes.Length;
        }

        int count = 0;
        for (int i = 0; i < bytes.Length; i += LengthAt(bytes, i, encoding))
        {
            count++;
        }

        return count;
    }

    /// <summary>Number of characters of a string.</summary>
    public static int Count(StringObject text) => Count(text.Span, text.Encoding);

    /// <summary>Byte offset of a character index; the length of the text when the index is at or past the end.</summary>
    public static int OffsetOf(StringObject text, int index)
    {
        if (IsSingleByte(text))
        {
            return Math.Min(index, text.Length);
        }

        ReadOnlySpan<byte> bytes = text.Span;
        int offset = 0;
        for (; index > 0 && offset < bytes.Length; index--)
        {
            offset += LengthAt(bytes, offset, text.Encoding);
        }

        return offset;
    }

    /// <summary>Offset of the character before a byte offset.</summary>
    public static int Previous(ReadOnlySpan<byte> bytes, int offset, StringEncoding encoding)
    {
        offset--;
        if (encoding != StringEncoding.Utf8 || bytes[offset] < 0x80)
        {
            return offset;
        }

        for (int start = offset; start >= 0 && start > offset - 4; start--)
        {
            if ((bytes[start] & 0xC0) != 0x80)
            {
                return start + LengthAt(bytes, start, encoding) > offset ? start : offset;
            }
        }

        return offset;
    }

    /// <summary>True when all bytes belong to valid characters.</summary>
    public static bool IsValid(StringObject text) => text.Encoding switch
    {
        StringEncoding.Utf8 => System.Text.Unicode.Utf8.IsValid(text.Span),
        StringEncoding.UsAscii => Ascii.IsValid(text.Span),
        _ => true,
    };

    /// <summary>Code point of the character at an offset; -1 for an invalid one.</summary>
    public static int CodePointAt(ReadOnlySpan<byte> bytes, int offset, StringEncoding encoding)
    {
        if (bytes[offset] < 0x80 || encoding != StringEncoding.Utf8)
        {
            return bytes[offset];
        }

        return Rune.DecodeFromUtf8(bytes[offset..], out Rune rune, out _) == OperationStatus.Done ? rune.Value : -1;
    }

    /// <summary>Appends a code point in an encoding.</summary>
    public static void Append(StringObject target, int codePoint)
    {
        if (codePoint < 0x80 || target.Encoding != StringEncoding.Utf8)
        {
            target.Append([(byte)codePoint]);
            return;
        }

        Span<byte> buffer = stackalloc byte[4];
        int length = new Rune(codePoint).EncodeToUtf8(buffer);
        target.Append(buffer[..length]);
    }

    /// <summary>Encoding of a text put together from two.</summary>
    public static StringEncoding Compatible(StringObject left, StringObject right) =>
        left.Encoding == right.Encoding || right.Length == 0 ? left.Encoding
            : left.Length == 0 ? right.Encoding
            : Ascii.IsValid(right.Span) ? left.Encoding
            : Ascii.IsValid(left.Span) ? right.Encoding
            : left.Encoding == StringEncoding.Binary || right.Encoding == StringEncoding.Binary ? StringEncoding.Binary : StringEncoding.Utf8;

    private static int WideLengthAt(ReadOnlySpan<byte> bytes, int position) =>
        Rune.DecodeFromUtf8(bytes[position..], out _, out int consumed) == OperationStatus.Done ? consumed : 1;
}

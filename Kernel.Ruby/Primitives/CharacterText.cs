using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Gem.Vm.Values;
using Kernel.Ruby.Encodings;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// Bytes seen as characters of an encoding. Each byte that belongs to no valid sequence is a character of its own, as in MRI
/// (in UTF-16 and UTF-32 each unit). UTF-8 and the encodings of one byte are here; the others are behind one branch.
/// </summary>
internal static class CharacterText
{
    /// <summary>True when every character is one byte.</summary>
    public static bool IsSingleByte(StringObject text) => IsSingleByte(text.Span, text.Encoding);

    /// <summary>Length in bytes of the character at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthAt(ReadOnlySpan<byte> bytes, int position, StringEncoding encoding) =>
        encoding == StringEncoding.Utf8 ? bytes[position] < 0x80 ? 1 : WideLengthAt(bytes, position)
            : encoding <= StringEncoding.Binary ? 1 : OtherLengthAt(bytes, position, encoding);

    /// <summary>Number of characters.</summary>
    public static int Count(ReadOnlySpan<byte> bytes, StringEncoding encoding)
    {
        if (IsSingleByte(bytes, encoding))
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
        if (encoding > StringEncoding.Binary)
        {
            return OtherStart(bytes, offset, encoding);
        }

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

    /// <summary>True when a character begins at a byte offset, or the text ends there.</summary>
    public static bool IsBoundary(ReadOnlySpan<byte> bytes, int offset, StringEncoding encoding) =>
        offset == 0 || offset == bytes.Length || (encoding != StringEncoding.Utf8 && encoding <= StringEncoding.Binary)
        || (encoding == StringEncoding.Utf8 && (bytes[offset] & 0xC0) != 0x80)
        || Previous(bytes, offset + 1, encoding) == offset;

    /// <summary>Where a text first begins with another, at a character, from a byte offset on; -1 when it does nowhere.</summary>
    public static int IndexOf(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wanted, int from, StringEncoding encoding)
    {
        while (true)
        {
            int found = bytes[from..].IndexOf(wanted);
            if (found < 0 || IsBoundary(bytes, from + found, encoding))
            {
                return found < 0 ? found : from + found;
            }

            from += found + 1;
        }
    }

    /// <summary>True when all bytes belong to valid characters.</summary>
    public static bool IsValid(StringObject text) => IsValid(text.Span, text.Encoding);

    /// <summary>True when all bytes belong to valid characters.</summary>
    public static bool IsValid(ReadOnlySpan<byte> bytes, StringEncoding encoding)
    {
        switch (encoding)
        {
            case StringEncoding.Utf8:
                return System.Text.Unicode.Utf8.IsValid(bytes);
            case StringEncoding.UsAscii:
                return Ascii.IsValid(bytes);
            case StringEncoding.Binary:
                return true;
        }

        CharacterWalk walk = EncodingTable.Of(encoding).Walk;
        while (walk != CharacterWalk.SingleByte && !bytes.IsEmpty)
        {
            int length = CharacterWalks.Measure(bytes, walk);
            if (length <= 0)
            {
                return false;
            }

            bytes = bytes[length..];
        }

        return true;
    }

    /// <summary>True when a character of a text is valid, given what <see cref="LengthAt"/> says of it.</summary>
    public static bool IsValidAt(ReadOnlySpan<byte> bytes, int offset, StringEncoding encoding) =>
        encoding == StringEncoding.Binary || CharacterWalks.Measure(bytes[offset..], EncodingTable.Of(encoding).Walk) > 0;

    /// <summary>
    /// Code point of the character at an offset: of Unicode, or the number its bytes make; -1 for an invalid one (a byte
    /// beyond US-ASCII is itself).
    /// </summary>
    public static int CodePointAt(ReadOnlySpan<byte> bytes, int offset, StringEncoding encoding)
    {
        if (encoding > StringEncoding.Binary)
        {
            CharacterWalk walk = EncodingTable.Of(encoding).Walk;
            int length = CharacterWalks.Measure(bytes[offset..], walk);
            return length > 0 ? CharacterWalks.Decode(bytes.Slice(offset, length), walk) : -1;
        }

        if (bytes[offset] < 0x80 || encoding != StringEncoding.Utf8)
        {
            return bytes[offset];
        }

        return Rune.DecodeFromUtf8(bytes[offset..], out Rune rune, out _) == OperationStatus.Done ? rune.Value : -1;
    }

    /// <summary>Appends a code point in an encoding. What the encoding does not have is left out.</summary>
    public static void Append(StringObject target, int codePoint)
    {
        if (target.Encoding <= StringEncoding.Binary && ((uint)codePoint < 0x80 || target.Encoding != StringEncoding.Utf8))
        {
            target.Append([(byte)codePoint]);
            return;
        }

        Span<byte> buffer = stackalloc byte[6];
        target.Append(buffer[..CharacterWalks.Encode((uint)codePoint, EncodingTable.Of(target.Encoding).Walk, buffer)]);
    }

    /// <summary>Encoding of a text put together from two; the first one's when they cannot be.</summary>
    public static StringEncoding Compatible(StringObject left, StringObject right) =>
        EncodingCompatibility.TryCombine(left, right, out StringEncoding encoding) ? encoding : left.Encoding;

    private static bool IsSingleByte(ReadOnlySpan<byte> bytes, StringEncoding encoding)
    {
        if (encoding <= StringEncoding.Binary)
        {
            return encoding != StringEncoding.Utf8 || Ascii.IsValid(bytes);
        }

        EncodingDefinition definition = EncodingTable.Of(encoding);
        return definition.Walk == CharacterWalk.SingleByte || (definition.IsAsciiCompatible && Ascii.IsValid(bytes));
    }

    private static int WideLengthAt(ReadOnlySpan<byte> bytes, int position) =>
        Rune.DecodeFromUtf8(bytes[position..], out _, out int consumed) == OperationStatus.Done ? consumed : 1;

    private static int OtherLengthAt(ReadOnlySpan<byte> bytes, int position, StringEncoding encoding)
    {
        EncodingDefinition definition = EncodingTable.Of(encoding);
        int length = CharacterWalks.Measure(bytes[position..], definition.Walk);
        return length > 0 ? length : Math.Min(definition.MinimumBytes, bytes.Length - position);
    }

    /// <summary>
    /// Start of the character that an offset is in. Where a byte alone does not tell, the walk begins behind the last byte that
    /// can only be a character: below 0x30 none belongs to a longer one.
    /// </summary>
    private static int OtherStart(ReadOnlySpan<byte> bytes, int offset, StringEncoding encoding)
    {
        EncodingDefinition definition = EncodingTable.Of(encoding);
        if (definition.Walk == CharacterWalk.SingleByte)
        {
            return offset;
        }

        int start = 0;
        if (definition.MinimumBytes == 1)
        {
            start = bytes[..offset].LastIndexOfAnyInRange((byte)0, (byte)0x2F) + 1;
        }
        else if (offset >= 8)
        {
            start = (offset - 8) & -4;
            start += LowHalf(bytes, start, definition.Walk);
        }

        while (true)
        {
            int next = start + LengthAt(bytes, start, encoding);
            if (next > offset)
            {
                return start;
            }

            start = next;
        }
    }

    /// <summary>2 when the unit of UTF-16 at an offset is the second half of a character.</summary>
    private static int LowHalf(ReadOnlySpan<byte> bytes, int offset, CharacterWalk walk) => walk switch
    {
        CharacterWalk.Utf16BigEndian => (bytes[offset] & 0xFC) == 0xDC ? 2 : 0,
        CharacterWalk.Utf16LittleEndian => (bytes[offset + 1] & 0xFC) == 0xDC ? 2 : 0,
        _ => 0,
    };
}

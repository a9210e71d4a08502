using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>String: the next text.</summary>
internal static unsafe partial class StringPrimitives
{
    private static Value Successor(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        return Like(t, self, CharacterText.IsSingleByte(self) ? Next(self.Span.ToArray()) : NextWide(self.Span.ToArray(), self.Encoding));
    }

    /// <summary>
    /// The next text of longer characters: its last letter or digit counts up, or its last character. ASCII behind the last
    /// longer letter counts as in a text of its own.
    /// </summary>
    private static byte[] NextWide(byte[] bytes, StringEncoding encoding)
    {
        int last = -1, offset = bytes.Length;
        while (offset > 0 && last < 0)
        {
            offset = CharacterText.Previous(bytes, offset, encoding);
            int point = CharacterText.CodePointAt(bytes, offset, encoding);
            last = point >= 0x80 ? IsWideLetter(point, encoding) ? offset : -1 : point >= 0 && IsAlphanumeric((byte)point) ? offset : -1;
        }

        if (last < 0)
        {
            return NextCharacter(bytes, CharacterText.Previous(bytes, bytes.Length, encoding), encoding);
        }

        if (CharacterText.LengthAt(bytes, last, encoding) > 1)
        {
            return NextCharacter(bytes, last, encoding);
        }

        int start = last;
        while (start > 0 && CharacterText.Previous(bytes, start, encoding) is var before && start - before == 1)
        {
            start = before;
        }

        return [.. bytes[..start], .. Next(bytes[start..(last + 1)]), .. bytes[(last + 1)..]];
    }

    private static bool IsWideLetter(int point, StringEncoding encoding) =>
        !EncodingTable.Of(encoding).IsUnicode || System.Text.Rune.IsLetterOrDigit(new System.Text.Rune(point));

    /// <summary>Counts a character up to the next valid one of its length, those before it when there is none.</summary>
    private static byte[] NextCharacter(byte[] bytes, int offset, StringEncoding encoding)
    {
        int length = CharacterText.LengthAt(bytes, offset, encoding);
        int point = CharacterText.CodePointAt(bytes, offset, encoding);
        if (EncodingTable.Of(encoding).IsUnicode && point is >= 0 and < 0x10FFFF)
        {
            Span<byte> buffer = stackalloc byte[6];
            int written = Encodings.CharacterWalks.Encode((uint)(point == 0xD7FF ? 0xE000 : point + 1), EncodingTable.Of(encoding).Walk, buffer);
            return [.. bytes[..offset], .. buffer[..written], .. bytes[(offset + length)..]];
        }

        byte[] next = [.. bytes];
        do
        {
            int i = offset + length - 1;
            while (i >= offset && ++next[i] == 0)
            {
                i--;
            }

            if (i < offset)
            {
                return NextBytes(bytes);
            }
        }
        while (!CharacterText.IsValid(next.AsSpan(offset, length), encoding) || CharacterText.LengthAt(next, offset, encoding) != length);
        return next;
    }

    /// <summary>The next text: the rightmost letter or digit counts up and carries; without any, the last byte does.</summary>
    private static byte[] Next(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        int i = Array.FindLastIndex(bytes, IsAlphanumeric);
        if (i < 0)
        {
            return NextBytes(bytes);
        }

        while (true)
        {
            byte old = bytes[i];
            bytes[i] = old switch
            {
                (byte)'9' => (byte)'0',
                (byte)'z' => (byte)'a',
                (byte)'Z' => (byte)'A',
                _ => (byte)(old + 1),
            };
            if (bytes[i] > old)
            {
                return bytes;
            }

            int next = CarryPosition(bytes, i);
            if (next < 0)
            {
                byte carried = old == '9' ? (byte)'1' : bytes[i];
                return [.. bytes[..i], carried, .. bytes[i..]];
            }

            i = next;
        }
    }

    /// <summary>The letter or digit to the left that takes the carry; others between them stop it unless of the same kind.</summary>
    private static int CarryPosition(byte[] bytes, int from)
    {
        int left = from - 1;
        while (left >= 0 && !IsAlphanumeric(bytes[left]))
        {
            left--;
        }

        if (left < 0)
        {
            return -1;
        }

        bool isAdjacent = left == from - 1;
        bool sameKind = char.IsAsciiDigit((char)bytes[left]) == char.IsAsciiDigit((char)bytes[from]);
        return isAdjacent || sameKind ? left : -1;
    }

    private static bool IsAlphanumeric(byte value) => char.IsAsciiLetterOrDigit((char)value);

    private static byte[] NextBytes(byte[] bytes)
    {
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            if (++bytes[i] != 0)
            {
                return bytes;
            }
        }

        return [1, .. bytes];
    }
}

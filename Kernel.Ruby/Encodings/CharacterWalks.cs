using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Gem.Vm.Values;

namespace Kernel.Ruby.Encodings;

/// <summary>Where characters end in each kind of encoding, and the number that a character is.</summary>
internal static class CharacterWalks
{
    /// <summary>The bytes do not begin a character.</summary>
    public const int Invalid = 0;

    /// <summary>They do, and end before it does.</summary>
    public const int Incomplete = -1;

    /// <summary>Length of the character that some bytes begin with, <see cref="Invalid"/> or <see cref="Incomplete"/>.</summary>
    public static int Measure(ReadOnlySpan<byte> bytes, CharacterWalk walk)
    {
        byte first = bytes[0];
        return walk switch
        {
            CharacterWalk.SingleByte => 1,
            CharacterWalk.UsAscii => first < 0x80 ? 1 : Invalid,
            CharacterWalk.Utf8 => MeasureUtf8(bytes),
            CharacterWalk.Cesu8 => MeasureCesu8(bytes),
            CharacterWalk.Utf16BigEndian or CharacterWalk.Utf16LittleEndian => MeasureUtf16(bytes, walk == CharacterWalk.Utf16BigEndian),
            CharacterWalk.Utf32BigEndian or CharacterWalk.Utf32LittleEndian => MeasureUtf32(bytes, walk == CharacterWalk.Utf32BigEndian),
            CharacterWalk.EucJp => first < 0x80 ? 1 : first == 0x8F ? MeasureRest(bytes, 3) : first == 0x8E || IsHigh(first) ? MeasureRest(bytes, 2) : Invalid,
            CharacterWalk.EucKr => first < 0x80 ? 1 : IsHigh(first) ? MeasureRest(bytes, 2) : Invalid,
            CharacterWalk.EucTw => first < 0x80 ? 1 : first == 0x8E ? MeasureEucTwPlane(bytes) : IsHigh(first) ? MeasureRest(bytes, 2) : Invalid,
            CharacterWalk.Gb18030 => first < 0x80 ? 1 : MeasureGb18030(bytes),
            CharacterWalk.EmacsMule => first < 0x80 ? 1 : MeasureEmacsMule(bytes),
            _ => MeasurePair(bytes, walk),
        };
    }

    /// <summary>
    /// The number of a valid character: its code point where the encoding is of Unicode, else its bytes, high ones first. A
    /// number of four bytes may be negative.
    /// </summary>
    public static int Decode(ReadOnlySpan<byte> character, CharacterWalk walk)
    {
        switch (walk)
        {
            case CharacterWalk.Utf8:
                Rune.DecodeFromUtf8(character, out Rune rune, out _);
                return rune.Value;
            case CharacterWalk.Cesu8:
                return character.Length < 6 ? ThreeBytes(character) : Joined(ThreeBytes(character), ThreeBytes(character[3..]));
            case CharacterWalk.Utf16BigEndian or CharacterWalk.Utf16LittleEndian:
                bool isBig = walk == CharacterWalk.Utf16BigEndian;
                return character.Length < 4 ? Unit(character, isBig) : Joined(Unit(character, isBig), Unit(character[2..], isBig));
            case CharacterWalk.Utf32BigEndian:
                return BinaryPrimitives.ReadInt32BigEndian(character);
            case CharacterWalk.Utf32LittleEndian:
                return BinaryPrimitives.ReadInt32LittleEndian(character);
            default:
                int code = 0;
                foreach (byte value in character)
                {
                    code = (code << 8) | value;
                }

                return code;
        }
    }

    /// <summary>Writes the character of a number; its length, 0 when the encoding has no such character.</summary>
    public static int Encode(uint code, CharacterWalk walk, Span<byte> target)
    {
        int length;
        switch (walk)
        {
            case CharacterWalk.Utf8:
                return Rune.TryCreate(code, out Rune rune) ? rune.EncodeToUtf8(target) : 0;
            case CharacterWalk.Cesu8:
                return Rune.TryCreate(code, out rune) ? EncodeCesu8(rune, target) : 0;
            case CharacterWalk.Utf16BigEndian or CharacterWalk.Utf16LittleEndian:
                return Rune.TryCreate(code, out rune) ? EncodeUtf16(rune, target, walk == CharacterWalk.Utf16BigEndian) : 0;
            case CharacterWalk.Utf32BigEndian:
                BinaryPrimitives.WriteUInt32BigEndian(target, code);
                return Rune.IsValid(code) ? 4 : 0;
            case CharacterWalk.Utf32LittleEndian:
                BinaryPrimitives.WriteUInt32LittleEndian(target, code);
                return Rune.IsValid(code) ? 4 : 0;
            default:
                length = code < 0x100 ? 1 : code < 0x10000 ? 2 : code < 0x1000000 ? 3 : 4;
                for (int i = length - 1; i >= 0; i--, code >>= 8)
                {
                    target[i] = (byte)code;
                }

                return Measure(target[..length], walk) == length ? length : 0;
        }
    }

    /// <summary>The greatest number a character of an encoding could have; what is beyond is "out of char range".</summary>
    public static uint MaximumCode(CharacterWalk walk) => walk switch
    {
        CharacterWalk.SingleByte or CharacterWalk.UsAscii => 0xFF,
        CharacterWalk.Utf8 or CharacterWalk.Cesu8 => 0x10FFFF,
        CharacterWalk.EucJp => 0xFFFFFF,
        CharacterWalk.ShiftJis or CharacterWalk.Big5 or CharacterWalk.Cp949 or CharacterWalk.Gbk or CharacterWalk.EucKr => 0xFFFF,
        _ => uint.MaxValue,
    };

    private static bool IsHigh(byte value) => value is >= 0xA1 and <= 0xFE;

    private static bool IsTrail(byte value) => (value & 0xC0) == 0x80;

    /// <summary>All bytes behind the first are from 0xA1 to 0xFE.</summary>
    private static int MeasureRest(ReadOnlySpan<byte> bytes, int length)
    {
        int known = Math.Min(length, bytes.Length);
        foreach (byte value in bytes[1..known])
        {
            if (!IsHigh(value))
            {
                return Invalid;
            }
        }

        return known == length ? length : Incomplete;
    }

    private static int MeasurePair(ReadOnlySpan<byte> bytes, CharacterWalk walk)
    {
        byte first = bytes[0];
        (bool isSingle, bool isLead) = walk switch
        {
            CharacterWalk.ShiftJis => (first < 0x80 || first is >= 0xA1 and <= 0xDF, first is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC)),
            CharacterWalk.Big5 => (first < 0x80, IsHigh(first)),
            _ => (first <= 0x80, first is >= 0x81 and <= 0xFE),
        };
        if (!isLead)
        {
            return isSingle ? 1 : Invalid;
        }

        if (bytes.Length < 2)
        {
            return Incomplete;
        }

        byte second = bytes[1];
        bool isPair = walk switch
        {
            CharacterWalk.ShiftJis => second is (>= 0x40 and <= 0x7E) or (>= 0x80 and <= 0xFC),
            CharacterWalk.Big5 => second is (>= 0x40 and <= 0x7E) or (>= 0xA1 and <= 0xFE),
            CharacterWalk.Cp949 => second is (>= 0x41 and <= 0x5A) or (>= 0x61 and <= 0x7A) or (>= 0x81 and <= 0xFE),
            _ => second is (>= 0x40 and <= 0x7E) or (>= 0x80 and <= 0xFE),
        };
        return isPair ? 2 : Invalid;
    }

    private static int MeasureUtf8(ReadOnlySpan<byte> bytes) => Rune.DecodeFromUtf8(bytes, out _, out int length) switch
    {
        OperationStatus.Done => length,
        OperationStatus.NeedMoreData => Incomplete,
        _ => Invalid,
    };

    private static int MeasureCesu8(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] >= 0xF0)
        {
            return Invalid;
        }

        if (bytes[0] != 0xED || bytes.Length < 2 || bytes[1] < 0xA0)
        {
            return MeasureUtf8(bytes);
        }

        ReadOnlySpan<byte> rest = bytes[..Math.Min(6, bytes.Length)];
        for (int i = 1; i < rest.Length; i++)
        {
            bool fits = i switch
            {
                1 => rest[i] is >= 0xA0 and <= 0xAF,
                3 => rest[i] == 0xED,
                4 => rest[i] is >= 0xB0 and <= 0xBF,
                _ => IsTrail(rest[i]),
            };
            if (!fits)
            {
                return Invalid;
            }
        }

        return rest.Length == 6 ? 6 : Incomplete;
    }

    private static int MeasureUtf16(ReadOnlySpan<byte> bytes, bool isBig)
    {
        if (bytes.Length < 2)
        {
            return Incomplete;
        }

        char unit = (char)Unit(bytes, isBig);
        return !char.IsSurrogate(unit) ? 2
            : char.IsLowSurrogate(unit) ? Invalid
            : bytes.Length < 4 ? isBig && bytes.Length == 3 && (bytes[2] & 0xFC) != 0xDC ? Invalid : Incomplete
            : char.IsLowSurrogate((char)Unit(bytes[2..], isBig)) ? 4 : Invalid;
    }

    private static int MeasureUtf32(ReadOnlySpan<byte> bytes, bool isBig) => bytes.Length < 4 ? Incomplete
        : Rune.IsValid(isBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes)) ? 4 : Invalid;

    private static int MeasureEucTwPlane(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 1 && bytes[1] is < 0xA1 or > 0xB0 ? Invalid : MeasureRest(bytes, 4);

    private static int MeasureGb18030(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] is < 0x81 or > 0xFE)
        {
            return Invalid;
        }

        if (bytes.Length < 2 || bytes[1] is < 0x30 or > 0x39)
        {
            return MeasurePair(bytes, CharacterWalk.Gbk);
        }

        return (bytes.Length > 2 && bytes[2] is < 0x81 or > 0xFE) || (bytes.Length > 3 && bytes[3] is < 0x30 or > 0x39) ? Invalid
            : bytes.Length < 4 ? Incomplete : 4;
    }

    private static int MeasureEmacsMule(ReadOnlySpan<byte> bytes)
    {
        int length = bytes[0] switch { >= 0x81 and <= 0x8F => 2, >= 0x90 and <= 0x9B => 3, 0x9C or 0x9D => 4, _ => Invalid };
        (byte low, byte high) = bytes[0] switch
        {
            0x9A or 0x9B => ((byte)0xE0, (byte)0xEF),
            0x9C => ((byte)0xF0, (byte)0xF4),
            0x9D => ((byte)0xF5, (byte)0xFE),
            _ => ((byte)0xA0, (byte)0xFF),
        };
        int known = Math.Min(length, bytes.Length);
        for (int i = 1; i < known; i++)
        {
            if (bytes[i] < (i == 1 ? low : 0xA0) || (i == 1 && bytes[i] > high))
            {
                return Invalid;
            }
        }

        return known == length ? length : Incomplete;
    }

    private static int Unit(ReadOnlySpan<byte> bytes, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static int Joined(int high, int low) => 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);

    private static int ThreeBytes(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        < 0x80 => bytes[0],
        < 0xE0 => ((bytes[0] & 0x1F) << 6) | (bytes[1] & 0x3F),
        _ => ((bytes[0] & 0x0F) << 12) | ((bytes[1] & 0x3F) << 6) | (bytes[2] & 0x3F),
    };

    private static int EncodeCesu8(Rune rune, Span<byte> target)
    {
        if (rune.IsBmp)
        {
            return rune.EncodeToUtf8(target);
        }

        Span<char> units = stackalloc char[2];
        rune.EncodeToUtf16(units);
        for (int i = 0; i < 2; i++)
        {
            target[3 * i] = 0xED;
            target[(3 * i) + 1] = (byte)(0x80 | ((units[i] >> 6) & 0x3F));
            target[(3 * i) + 2] = (byte)(0x80 | (units[i] & 0x3F));
        }

        return 6;
    }

    private static int EncodeUtf16(Rune rune, Span<byte> target, bool isBig)
    {
        Span<char> units = stackalloc char[2];
        int count = rune.EncodeToUtf16(units);
        for (int i = 0; i < count; i++)
        {
            target[2 * i] = (byte)(isBig ? units[i] >> 8 : units[i]);
            target[(2 * i) + 1] = (byte)(isBig ? units[i] : units[i] >> 8);
        }

        return 2 * count;
    }
}

using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>Backslash escapes of double-quoted literals and character literals.</summary>
internal sealed partial class Lexer
{
    /// <summary>Appends what the escape at an offset stands for and returns the offset behind it.</summary>
    private int ScanEscape(int p, ref StringFlags encoding)
    {
        byte c = _text[p + 1];
        switch (c)
        {
            case (byte)'u':
                return ScanUnicodeEscape(p, ref encoding);
            case (byte)'c' or (byte)'C' or (byte)'M':
                AppendByte(ScanControlEscape(p, out int end), ref encoding);
                return end;
            case (byte)'x' or >= (byte)'0' and <= (byte)'7':
                AppendByte(ScanByteEscape(p, out end), ref encoding);
                return end;
            case (byte)'\r' when _text[p + 2] == '\n':
                Buffer.Append((byte)'\n');
                return p + 3;
            case 0 when p + 1 >= _limit:
                throw Error(_limit, "unterminated string meets end of file");
            default:
                int length = c < 0x80 ? 1 : CharacterLength(p + 1);
                if (length == 2)
                {
                    Buffer.Append(Slice(p + 1, p + 3));
                }
                else
                {
                    Buffer.Append(SimpleEscape(c));
                }
                return p + 1 + length;
        }
    }

    private static byte SimpleEscape(byte c) => c switch
    {
        (byte)'n' => 10,
        (byte)'t' => 9,
        (byte)'s' => 32,
        (byte)'r' => 13,
        (byte)'a' => 7,
        (byte)'b' => 8,
        (byte)'e' => 27,
        (byte)'f' => 12,
        (byte)'v' => 11,
        _ => c,
    };

    private void AppendByte(int value, ref StringFlags encoding)
    {
        ForceByteEncoding(value, ref encoding);
        Buffer.Append((byte)value);
    }

    /// <summary>A byte above 0x7f from an escape keeps the source encoding, except that US-ASCII has none and becomes binary.</summary>
    private void ForceByteEncoding(int value, ref StringFlags encoding)
    {
        if (value >= 0x80)
        {
            encoding |= IsUtf8 ? StringFlags.ForcedUtf8Encoding
                : EncodingName == "US-ASCII" ? StringFlags.ForcedBinaryEncoding : StringFlags.None;
        }
    }

    /// <summary><c>\x41</c> and <c>\101</c>.</summary>
    private int ScanByteEscape(int p, out int end)
    {
        bool isHex = _text[p + 1] == 'x';
        int start = isHex ? p + 2 : p + 1;
        int radix = isHex ? 16 : 8;
        int value = 0;
        end = start;
        while (end < start + (isHex ? 2 : 3) && CharacterClass.DigitValue(_text[end]) < radix)
        {
            value = (value * radix) + CharacterClass.DigitValue(_text[end++]);
        }
        if (end == start)
        {
            throw Error(p, "invalid hex escape sequence");
        }
        return value & 0xff;
    }

    /// <summary><c>\cA</c>, <c>\C-a</c>, <c>\M-a</c> and their combinations.</summary>
    private int ScanControlEscape(int p, out int end)
    {
        byte c = _text[p + 1];
        int operand = c == 'c' ? p + 2 : p + 3;
        if (c != 'c' && _text[p + 2] != '-')
        {
            throw Error(p, c == 'C' ? "invalid control escape sequence" : "invalid meta escape sequence");
        }
        int value = ScanControlOperand(operand, out end);
        return c == 'M' ? value | 0x80 : value == '?' ? 0x7f : (value & 0x9f);
    }

    private int ScanControlOperand(int p, out int end)
    {
        byte c = _text[p];
        if (p >= _limit || c == '\n')
        {
            throw Error(p, "invalid control or meta escape sequence");
        }
        if (c != '\\')
        {
            end = p + 1;
            return c;
        }
        switch (_text[p + 1])
        {
            case (byte)'c' or (byte)'C' or (byte)'M':
                return ScanControlEscape(p, out end);
            case (byte)'x' or >= (byte)'0' and <= (byte)'7':
                return ScanByteEscape(p, out end);
            default:
                end = p + 2;
                return SimpleEscape(_text[p + 1]);
        }
    }

    /// <summary><c>\u00e9</c> and <c>\u{e9 f6}</c>.</summary>
    private int ScanUnicodeEscape(int p, ref StringFlags encoding)
    {
        if (_text[p + 2] != '{')
        {
            int end = p + 6;
            AppendCodePoint(p, p + 2, end, ref encoding);
            return end;
        }
        int at = p + 3;
        while (true)
        {
            while (CharacterClass.IsSpace(_text[at]))
            {
                at++;
            }
            if (_text[at] == '}')
            {
                return at + 1;
            }
            int end = at;
            while (CharacterClass.DigitValue(_text[end]) < 16)
            {
                end++;
            }
            AppendCodePoint(p, at, end, ref encoding);
            at = end;
        }
    }

    private void AppendCodePoint(int escape, int start, int end, ref StringFlags encoding)
    {
        int value = 0;
        bool isValid = end > start && end - start <= 6;
        for (int i = start; i < end && isValid; i++)
        {
            int digit = CharacterClass.DigitValue(_text[i]);
            isValid = digit < 16;
            value = (value * 16) + digit;
        }
        if (!isValid || value > 0x10ffff || value is >= 0xd800 and <= 0xdfff)
        {
            throw Error(escape, "invalid Unicode escape sequence");
        }
        if (value >= 0x80)
        {
            if (OtherEncoding is not null && (encoding & StringFlags.ForcedUtf8Encoding) == 0 && !System.Text.Ascii.IsValid(Buffer.Span))
            {
                throw Error(escape, $"UTF-8 mixed within {EncodingName} source");
            }
            encoding |= StringFlags.ForcedUtf8Encoding;
        }
        Buffer.AppendUtf8(value);
    }

    /// <summary>Scans the character literal at the current <c>?</c>; -1 if a ternary operator is meant.</summary>
    internal int ScanCharacterLiteral(ref StringFlags encoding)
    {
        int p = Start + 1;
        byte c = _text[p];
        if (p >= _limit || CharacterClass.IsSpace(c))
        {
            return -1;
        }
        if (c == '\\')
        {
            encoding |= _text[p + 1] == 'u' ? StringFlags.ForcedUtf8Encoding : StringFlags.None;
            return ScanEscape(p, ref encoding);
        }
        int end = p + 1;
        if (c >= 0x80)
        {
            end = p + EncodedLength(p);
        }
        else if (CharacterClass.IsName(c) && CharacterClass.IsName(_text[end]))
        {
            return -1;
        }
        Buffer.Append(Slice(p, end));
        return end;
    }

    private int EncodedLength(int p)
    {
        if (!IsUtf8)
        {
            return CharacterLength(p);
        }
        System.Text.Rune.DecodeFromUtf8(_text.AsSpan(p, Math.Min(4, _limit - p)), out _, out int length);
        return length;
    }
}

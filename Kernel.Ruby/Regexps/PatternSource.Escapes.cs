using System.Text;
using Gem.Vm.Values;

namespace Kernel.Ruby.Regexps;

/// <summary>Escapes that stand for characters: \xHH, octal, \c \C- \M-, \u.</summary>
internal sealed partial class PatternSource
{
    private const int MostBytesOfCharacter = 4;

    private void Escape()
    {
        if (AtEnd)
        {
            throw new RegexpSyntaxException("too short escape sequence");
        }

        if (_source[_position] >= 0x80)
        {
            Append((byte)'\\');
            Character();
            return;
        }

        byte c = _source[_position++];
        switch ((char)c)
        {
            case >= '1' and <= '7' when Octal(_position - 1, out _) <= 0x7F:
                break;
            case >= '0' and <= '7' or 'x' or 'c' or 'C' or 'M':
                _position -= 2;
                EscapedBytes();
                return;
            case 'u':
                UnicodeEscape();
                return;
            case 'p' or 'P':
                _hasProperty |= _fixed is null;
                break;
        }

        Append((byte)'\\');
        Append(c);
    }

    private int Octal(int start, out int end)
    {
        int value = 0;
        for (end = start; end < _source.Length && end < start + 3 && _source[end] is >= (byte)'0' and <= (byte)'7'; end++)
        {
            value = (8 * value) + _source[end] - '0';
        }

        return value;
    }

    /// <summary>Escapes that make one character: as many as its encoding wants.</summary>
    private void EscapedBytes()
    {
        int start = _position;
        Span<byte> character = stackalloc byte[MostBytesOfCharacter];
        character[0] = EscapedByte();
        if (_encoding == StringEncoding.UsAscii)
        {
            Append(_source.AsSpan(start, _position - start));
            return;
        }

        if (character[0] < 0x80)
        {
            AppendHex(character[0]);
            return;
        }

        int length = 1;
        while (ValidLength(character[..length], 0, _encoding) == 0)
        {
            if (length == Wanted(character[0]))
            {
                throw new RegexpSyntaxException("invalid multibyte escape");
            }

            character[length++] = EscapedByte();
        }

        Append(character[..length]);
        Fix(_encoding, "escaped non ASCII character in UTF-8 regexp");
    }

    private int Wanted(byte first) => _encoding != StringEncoding.Utf8 ? MostBytesOfCharacter
        : first switch { >= 0xC2 and < 0xE0 => 2, >= 0xE0 and < 0xF0 => 3, >= 0xF0 and < 0xF5 => 4, _ => 1 };

    private void AppendHex(int value) => Append(Encoding.ASCII.GetBytes($"\\x{value:X2}"));

    private byte EscapedByte()
    {
        if (AtEnd || _source[_position++] != '\\')
        {
            throw new RegexpSyntaxException("too short escaped multibyte character");
        }

        int masks = 0;
        int code = EscapedCode(ref masks);
        if (code > 0xFF)
        {
            throw new RegexpSyntaxException("invalid escape code");
        }

        code = (masks & 1) != 0 ? code & 0x1F : code;
        return (byte)((masks & 2) != 0 ? code | 0x80 : code);
    }

    /// <summary>What follows a backslash; sets bit 0 for control, bit 1 for meta.</summary>
    private int EscapedCode(ref int masks)
    {
        if (AtEnd)
        {
            throw new RegexpSyntaxException("too short escape sequence");
        }

        byte c = _source[_position++];
        switch ((char)c)
        {
            case '\\': return '\\';
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'a': return '\a';
            case 'e': return 0x1B;
            case >= '0' and <= '7':
                return Octal(_position - 1, out _position);
            case 'x':
                int start = _position;
                int value = Hex(2);
                return _position > start ? value : throw new RegexpSyntaxException("invalid hex escape");
            case 'M':
                return Masked(ref masks, 2, "meta", needsDash: true);
            case 'C' or 'c':
                return Masked(ref masks, 1, "control", needsDash: c == 'C');
            default:
                throw new RegexpSyntaxException("unexpected escape sequence");
        }
    }

    private int Masked(ref int masks, int mask, string name, bool needsDash)
    {
        if ((masks & mask) != 0)
        {
            throw new RegexpSyntaxException($"duplicate {name} escape");
        }

        masks |= mask;
        if (needsDash && (AtEnd || _source[_position++] != '-'))
        {
            throw new RegexpSyntaxException($"too short {name} escape");
        }

        if (AtEnd || _source[_position] >= 0x80)
        {
            throw new RegexpSyntaxException($"too short {name} escape");
        }

        byte c = _source[_position++];
        return c == '\\' ? EscapedCode(ref masks) : c;
    }

    private int Hex(int most)
    {
        int value = 0;
        for (int i = 0; i < most && !AtEnd && char.IsAsciiHexDigit((char)_source[_position]); i++)
        {
            value = (value << 4) + Convert.ToInt32(((char)_source[_position++]).ToString(), 16);
        }

        return value;
    }

    private void UnicodeEscape()
    {
        if (AtEnd)
        {
            throw new RegexpSyntaxException("too short escape sequence");
        }

        if (_source[_position] == '{')
        {
            _position++;
            UnicodeList();
            return;
        }

        int start = _position;
        int code = Hex(4);
        if (_position - start != 4)
        {
            throw new RegexpSyntaxException("invalid Unicode escape");
        }

        AppendCode(code);
    }

    private void UnicodeList()
    {
        bool isEmpty = true;
        SkipSpace();
        while (!AtEnd && char.IsAsciiHexDigit((char)_source[_position]))
        {
            int code = Hex(6);
            if (!AtEnd && char.IsAsciiHexDigit((char)_source[_position]))
            {
                throw new RegexpSyntaxException("invalid Unicode range");
            }

            AppendCode(code);
            isEmpty = false;
            SkipSpace();
        }

        if (isEmpty || AtEnd || _source[_position++] != '}')
        {
            throw new RegexpSyntaxException("invalid Unicode list");
        }
    }

    private void SkipSpace()
    {
        while (!AtEnd && _source[_position] is (byte)' ' or >= 9 and <= 13)
        {
            _position++;
        }
    }

    private void AppendCode(int code)
    {
        if (!Rune.IsValid(code))
        {
            throw new RegexpSyntaxException("invalid Unicode range");
        }

        if (code < 0x80)
        {
            AppendHex(code);
            return;
        }

        Span<byte> bytes = stackalloc byte[MostBytesOfCharacter];
        Append(bytes[..new Rune(code).EncodeToUtf8(bytes)]);
        Fix(StringEncoding.Utf8, "UTF-8 character in non UTF-8 regexp");
    }
}

using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>Tokens that begin with a backslash.</summary>
internal sealed partial class PatternParser
{
    /// <summary>What stands behind a backslash outside of classes.</summary>
    private void EscapedToken()
    {
        if (AtEnd)
        {
            throw Error("end pattern at escape");
        }

        int code = _codes[_position++];
        _token.IsEscaped = true;
        _token.Code = code;
        if (TypeToken(code))
        {
            return;
        }

        switch (code)
        {
            case 'b':
                AnchorToken(AnchorKind.WordBoundary);
                break;
            case 'B':
                AnchorToken(AnchorKind.NoWordBoundary);
                break;
            case 'A':
                AnchorToken(AnchorKind.TextStart);
                break;
            case 'Z':
                AnchorToken(AnchorKind.LastLineEnd);
                break;
            case 'z':
                AnchorToken(AnchorKind.TextEnd);
                break;
            case 'G':
                AnchorToken(AnchorKind.SearchStart);
                break;
            case 'K':
                AnchorToken(AnchorKind.Keep);
                break;
            case >= '1' and <= '9':
                NumberToken(code);
                break;
            case '0':
                RawToken(Octal(2));
                break;
            case 'x' when !AtEnd:
                RawToken(Hex(2));
                break;
            case 'k' when !AtEnd:
                NamedBackreference();
                break;
            case 'g' when !AtEnd:
                CallToken();
                break;
            case 'p' or 'P':
                PropertyToken(code);
                break;
            case 'R':
                _token.Kind = TokenKind.LineBreak;
                break;
            case 'X':
                _token.Kind = TokenKind.Grapheme;
                break;
            case 'k' or 'g' or 'x':
                break;
            default:
                _position--;
                EscapedValueToken(code);
                break;
        }
    }

    /// <summary>\w and its like, in classes too.</summary>
    private bool TypeToken(int code)
    {
        string? name = code switch { 'w' or 'W' => "word", 'd' or 'D' => "digit", 's' or 'S' => "space", 'h' or 'H' => "xdigit", _ => null };
        if (name is null)
        {
            return false;
        }

        _token.Kind = TokenKind.Type;
        _token.Name = name;
        _token.IsNegated = code < 'a';
        return true;
    }

    private void PropertyToken(int code)
    {
        if (Peek() != '{')
        {
            Warn($"invalid Unicode Property \\{(char)code}");
            return;
        }

        _position++;
        _token.Kind = TokenKind.Property;
        _token.IsNegated = code == 'P';
        if (Peek() == '^')
        {
            _position++;
            _token.IsNegated = !_token.IsNegated;
        }
    }

    private void RawToken(int value)
    {
        if (value > 0xFF)
        {
            throw Error("too big number");
        }

        _token.Kind = TokenKind.RawByte;
        _token.Code = value;
    }

    private int Octal(int most)
    {
        int value = 0;
        for (int i = 0; i < most && Peek() is >= '0' and <= '7'; i++)
        {
            value = (8 * value) + _codes[_position++] - '0';
        }

        return value;
    }

    private int Hex(int most)
    {
        int value = 0;
        for (int i = 0; i < most && Peek() is >= '0' and <= 'f' and var digit && char.IsAsciiHexDigit((char)digit); i++, _position++)
        {
            value = (16 * value) + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return value;
    }

    /// <summary>A backreference by number, or an octal number.</summary>
    private void NumberToken(int first)
    {
        int start = --_position;
        long number = 0;
        for (; Peek() is >= '0' and <= '9' and var digit; _position++)
        {
            number = Math.Min((10 * number) + digit - '0', int.MaxValue);
        }

        if (number <= MostGroupNumber && (number <= _groups.Count || number <= 9))
        {
            _token.Kind = TokenKind.Backreference;
            _token.Groups = [(int)number];
            return;
        }

        _position = start;
        if (first is '8' or '9')
        {
            _position++;
            return;
        }

        RawToken(Octal(3));
    }

    /// <summary>\n, \cx, \M-x and their like, or the character itself.</summary>
    private void EscapedValueToken(int code)
    {
        int value = EscapedValue();
        if (value != code)
        {
            _token.Kind = TokenKind.CodePoint;
            _token.Code = value;
        }
    }

    private int EscapedValue()
    {
        if (AtEnd)
        {
            throw Error("end pattern at escape");
        }

        int code = _codes[_position++];
        switch (code)
        {
            case 'M':
                Dash("end pattern at meta", "invalid meta-code syntax");
                return (Masked("end pattern at meta") & 0xFF) | 0x80;
            case 'C':
                Dash("end pattern at control", "invalid control-code syntax");
                return Control();
            case 'c':
                return Control();
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'f': return '\f';
            case 'a': return '\a';
            case 'b': return '\b';
            case 'e': return 0x1B;
            case 'v': return '\v';
            case >= 'a' and <= 'z' or >= 'A' and <= 'Z':
                Warn($"Unknown escape \\{(char)code} is ignored", isVerbose: true);
                return code;
            default:
                return code;
        }
    }

    private void Dash(string atEnd, string other)
    {
        if (AtEnd)
        {
            throw Error(atEnd);
        }

        if (_codes[_position++] != '-')
        {
            throw Error(other);
        }
    }

    private int Control() => Peek() == '?' ? SkipQuestion() : Masked("end pattern at control") & 0x9F;

    private int SkipQuestion()
    {
        _position++;
        return 0x7F;
    }

    private int Masked(string atEnd)
    {
        if (AtEnd)
        {
            throw Error(atEnd);
        }

        int code = _codes[_position++];
        return code == '\\' ? EscapedValue() : code;
    }
}

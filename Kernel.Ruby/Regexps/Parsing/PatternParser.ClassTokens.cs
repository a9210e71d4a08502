namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>Tokens in character classes.</summary>
internal sealed partial class PatternParser
{
    private const int LongestBracketName = 20;

    /// <summary>Reads the next token of a class.</summary>
    private void NextInClass()
    {
        _token = default;
        if (AtEnd)
        {
            _token.Kind = TokenKind.End;
            return;
        }

        int code = _codes[_position++];
        _token.Kind = TokenKind.Text;
        _token.Code = code;
        switch (code)
        {
            case ']':
                _token.Kind = TokenKind.ClassClose;
                break;
            case '-':
                _token.Kind = TokenKind.ClassRange;
                break;
            case '\\':
                EscapedInClass();
                break;
            case '[':
                _token.Behind = _position;
                _token.Kind = Peek() == ':' && BracketEnds() ? TokenKind.Bracket : TokenKind.ClassOpen;
                _position += _token.Kind == TokenKind.Bracket ? 1 : 0;
                break;
            case '&' when Peek() == '&':
                _position++;
                _token.Kind = TokenKind.ClassAnd;
                break;
        }
    }

    /// <summary>True when :] comes before a bracket that closes.</summary>
    private bool BracketEnds()
    {
        for (int i = _position + 1; i < _codes.Length; i++)
        {
            if (_codes[i] == ':' && i + 1 < _codes.Length && _codes[i + 1] == ']')
            {
                return true;
            }

            if (_codes[i] == ']')
            {
                return false;
            }

            i += _codes[i] == '\\' ? 1 : 0;
        }

        return false;
    }

    private void EscapedInClass()
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
            case 'p' or 'P' when !AtEnd:
                PropertyToken(code);
                break;
            case 'x' when !AtEnd:
                RawToken(Hex(2));
                break;
            case >= '0' and <= '7':
                _position--;
                RawToken(Octal(3));
                break;
            case 'p' or 'P' or 'x' or 'u' or 'o':
                break;
            default:
                _position--;
                EscapedValueToken(code);
                break;
        }
    }

    /// <summary>[:name:], the current position being behind its colon; null when it is no such thing.</summary>
    private (string Name, bool IsNegated)? BracketType()
    {
        int start = _position;
        bool isNegated = Peek() == '^';
        start += isNegated ? 1 : 0;
        int end = start;
        while (end < _codes.Length && _codes[end] is >= 'a' and <= 'z')
        {
            end++;
        }

        string name = TextOf(start, end);
        if (AsciiTypes.Find(name) is not null && end + 1 < _codes.Length && _codes[end] == ':' && _codes[end + 1] == ']')
        {
            _position = end + 2;
            return (name, isNegated);
        }

        int last = start;
        while (last < _codes.Length && last - start <= LongestBracketName && _codes[last] is not (':' or ']'))
        {
            last++;
        }

        bool isBracket = last + 1 < _codes.Length && _codes[last] == ':' && _codes[last + 1] == ']';
        return isBracket ? throw Error("invalid POSIX bracket type") : null;
    }
}

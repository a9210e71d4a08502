using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>Tokens outside of character classes.</summary>
internal sealed partial class PatternParser
{
    /// <summary>Reads the next token.</summary>
    private void Next()
    {
        SkipIgnored();
        _token = default;
        if (AtEnd)
        {
            _token.Kind = TokenKind.End;
            return;
        }

        int start = _position;
        int code = _codes[_position++];
        _token.Code = code;
        _token.Kind = TokenKind.Text;
        switch (code)
        {
            case '\\':
                EscapedToken();
                break;
            case '.':
                _token.Kind = TokenKind.Any;
                break;
            case '*':
                RepeatToken(0, RepeatNode.Endless);
                break;
            case '+':
                RepeatToken(1, RepeatNode.Endless);
                break;
            case '?':
                RepeatToken(0, 1);
                break;
            case '{':
                IntervalToken();
                break;
            case '|':
                _token.Kind = TokenKind.Alternative;
                break;
            case '(':
                _token.Kind = TokenKind.Open;
                break;
            case ')':
                _token.Kind = TokenKind.Close;
                break;
            case '^':
                AnchorToken(AnchorKind.LineStart);
                break;
            case '$':
                AnchorToken(AnchorKind.LineEnd);
                break;
            case '[':
                _token.Kind = TokenKind.ClassOpen;
                break;
            case ']' when start > 0:
                Warn("regular expression has ']' without escape");
                break;
        }
    }

    /// <summary>Skips comments, and in extended patterns white space.</summary>
    private void SkipIgnored()
    {
        while (!AtEnd)
        {
            int code = Peek();
            if (code == '(' && Peek(1) == '?' && Peek(2) == '#')
            {
                SkipGroupComment();
            }
            else if (code == '#' && Has(PatternOptions.Extended))
            {
                while (!AtEnd && _codes[_position++] != '\n')
                {
                }
            }
            else if (code is ' ' or '\t' or '\n' or '\r' or '\f' && Has(PatternOptions.Extended))
            {
                _position++;
            }
            else
            {
                return;
            }
        }
    }

    private void SkipGroupComment()
    {
        _position += 3;
        while (true)
        {
            if (AtEnd)
            {
                throw Error("end pattern in group");
            }

            int code = _codes[_position++];
            if (code == ')')
            {
                return;
            }

            _position += code == '\\' && !AtEnd ? 1 : 0;
        }
    }

    private void AnchorToken(AnchorKind kind)
    {
        _token.Kind = TokenKind.Anchor;
        _token.Anchor = kind;
        _token.IsAscii = Has(PatternOptions.AsciiBoundaries);
    }

    private void RepeatToken(int lower, int upper)
    {
        _token.Kind = TokenKind.Repeat;
        _token.Code = lower;
        _token.Upper = upper;
        _token.IsGreedy = true;
        if (Peek() == '?')
        {
            _position++;
            _token.IsGreedy = false;
        }
        else if (Peek() == '+')
        {
            _position++;
            _token.IsPossessive = true;
        }
    }

    /// <summary>{n}, {n,}, {,m}, {n,m}; else the brace stands for itself.</summary>
    private void IntervalToken()
    {
        int start = _position;
        int? lower = Number(), upper = lower;
        bool hasComma = Peek() == ',';
        if (hasComma)
        {
            _position++;
            upper = Number();
        }

        if (Peek() != '}' || (lower is null && upper is null))
        {
            _position = start;
            return;
        }

        _position++;
        int from = lower ?? 0, to = upper ?? RepeatNode.Endless;
        if (to != RepeatNode.Endless && from > to)
        {
            throw Error("upper is smaller than lower in repeat range");
        }

        _token.Kind = TokenKind.Repeat;
        _token.Code = from;
        _token.Upper = to;
        _token.IsGreedy = true;
        if (hasComma && Peek() == '?')
        {
            _position++;
            _token.IsGreedy = false;
        }
    }

    private int? Number()
    {
        int start = _position;
        long value = 0;
        for (; Peek() is >= '0' and <= '9' and var digit; _position++)
        {
            value = Math.Min((10 * value) + digit - '0', int.MaxValue);
        }

        return _position == start ? null : value > MostRepeats ? throw Error("too big number for repeat range") : (int)value;
    }
}

using System.Globalization;

namespace Kernel.Ruby.Primitives;

/// <summary>Pattern translation: what a backslash begins.</summary>
internal sealed partial class RegexpTranslator
{
    private string Escape()
    {
        _position++;
        if (AtEnd)
        {
            throw new RegexpSyntaxException("too short escape sequence");
        }

        char c = _source[_position];
        switch (c)
        {
            case 'A' or 'z' or 'Z' or 'b' or 'B' or 'G':
                _position++;
                return $"\\{c}";
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'h' or 'H' or 'p' or 'P':
                RegexpCharacterClass shorthand = new();
                Shorthand(shorthand);
                return shorthand.ToPattern(_isWide);
            case 'R':
                _position++;
                return @"(?>\r\n|[\n-\r\u0085\u2028\u2029])";
            case 'X':
                _position++;
                return $@"(?>\r\n|(?:{WidePair}|[\s\S])(?:[\p{{M}}\u200D]|(?<=\u200D){WidePair})*)";
            case 'k':
                _position++;
                return $"\\k<{NumberOf(Reference()).ToString(CultureInfo.InvariantCulture)}>";
            case 'g':
                _position++;
                return Call(NumberOf(Reference()));
            case >= '1' and <= '9':
                if (BackReference() is { } reference)
                {
                    return reference;
                }

                break;
        }

        return Literal(EscapedPoint());
    }

    /// <summary>Name or number in angle brackets or quotes.</summary>
    private string Reference()
    {
        char open = AtEnd ? '\0' : _source[_position];
        int end = open is '<' or '\'' ? _source.IndexOf(open == '<' ? '>' : '\'', _position + 1) : -1;
        if (end < 0)
        {
            throw new RegexpSyntaxException("invalid backref number/name");
        }

        string reference = _source[(_position + 1)..end];
        _position = end + 1;
        return reference;
    }

    private string? BackReference()
    {
        int end = _position;
        while (end < _source.Length && char.IsAsciiDigit(_source[end]))
        {
            end++;
        }

        int number = int.Parse(_source.AsSpan(_position, Math.Min(end - _position, 4)), CultureInfo.InvariantCulture);
        if (number >= _bodyStarts.Count && number > 9)
        {
            return null;
        }

        if (_hasNames)
        {
            throw new RegexpSyntaxException("numbered backref/call is not allowed. (use name)");
        }

        _position = end;
        return number < _bodyStarts.Count ? $"\\k<{number.ToString(CultureInfo.InvariantCulture)}>" : "(?!)";
    }

    /// <summary>\g: the group's body once more, in place. A call that would call itself has no translation.</summary>
    private string Call(int number)
    {
        if (number < 0 || number >= _bodyStarts.Count)
        {
            throw new RegexpSyntaxException("undefined group reference");
        }

        if (number == 0 || !_openCalls.Add(number))
        {
            throw new RegexpSyntaxException(@"recursive subexpression calls (\g) are not supported");
        }

        int resume = _position, countedGroups = _groups;
        _position = _bodyStarts[number];
        string body = Alternatives(new Scope(false, false));
        _position = resume;
        _groups = countedGroups;
        _openCalls.Remove(number);
        return number == 0 ? $"(?:{body})" : $"(?<{number.ToString(CultureInfo.InvariantCulture)}>{body})";
    }

    /// <summary>An escape that stands for one character; the position is at the letter.</summary>
    private int EscapedPoint()
    {
        char c = _source[_position];
        switch (c)
        {
            case 'n': _position++; return '\n';
            case 't': _position++; return '\t';
            case 'r': _position++; return '\r';
            case 'f': _position++; return '\f';
            case 'v': _position++; return '\v';
            case 'a': _position++; return '\a';
            case 'e': _position++; return 27;
            case 'x':
                _position++;
                return Hexadecimal(2);
            case 'u':
                _position++;
                if (!AtEnd && _source[_position] == '{')
                {
                    int end = _source.IndexOf('}', _position);
                    string digits = end < 0 ? "" : _source[(_position + 1)..end].Trim();
                    _position = end + 1;
                    return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int point)
                        ? point : throw new RegexpSyntaxException("invalid Unicode range");
                }

                return Hexadecimal(4);
            case 'c':
                _position += 2;
                return _position <= _source.Length ? _source[_position - 1] & 0x1F : throw new RegexpSyntaxException("too short control sequence");
            case 'C':
                _position += 3;
                return _position <= _source.Length ? _source[_position - 1] & 0x1F : throw new RegexpSyntaxException("too short control sequence");
            case >= '0' and <= '7':
                int value = 0;
                for (int i = 0; i < 3 && !AtEnd && _source[_position] is >= '0' and <= '7'; i++)
                {
                    value = (value * 8) + (_source[_position++] - '0');
                }

                return value;
            default:
                return NextPoint();
        }
    }

    private int Hexadecimal(int mostDigits)
    {
        int start = _position;
        while (_position < _source.Length && _position < start + mostDigits && char.IsAsciiHexDigit(_source[_position]))
        {
            _position++;
        }

        return _position > start
            ? int.Parse(_source.AsSpan(start, _position - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : throw new RegexpSyntaxException("too short escape sequence");
    }

    /// <summary>Adds a class shorthand (\d, \p{Alpha}…) to a class; the position is at the letter.</summary>
    private void Shorthand(RegexpCharacterClass target)
    {
        char c = _source[_position++];
        switch (c)
        {
            case 'd': target.Content.Append("0-9"); break;
            case 'D': target.Content.Append(@"\u0000-/:-\uFFFF"); break;
            case 'w': target.Content.Append("a-zA-Z0-9_"); break;
            case 'W': target.Content.Append(@"\u0000-/:-@\u005B-\u005E`\u007B-\uFFFF"); break;
            case 's': target.Content.Append(@"\u0009-\u000D\u0020"); break;
            case 'S': target.Content.Append(@"\u0000-\u0008\u000E-\u001F\u0021-\uFFFF"); break;
            case 'h': target.Content.Append("0-9a-fA-F"); break;
            case 'H': target.Content.Append(@"\u0000-/:-@G-\u0060g-\uFFFF"); break;
            default: Property(target, c == 'P'); break;
        }

        if (_isWide && c is 'D' or 'W' or 'S' or 'H')
        {
            target.Alternatives.Add(WidePair);
        }
    }

    private void Property(RegexpCharacterClass target, bool isNegated)
    {
        int end = !AtEnd && _source[_position] == '{' ? _source.IndexOf('}', _position) : -1;
        if (end < 0)
        {
            throw new RegexpSyntaxException("invalid character property name {p}");
        }

        string name = _source[(_position + 1)..end];
        _position = end + 1;
        if (name.StartsWith('^'))
        {
            isNegated = !isNegated;
            name = name[1..];
        }

        string content = RegexpCharacterClass.PropertyContent(name) ?? throw new RegexpSyntaxException($"invalid character property name {{{name}}}");
        if (isNegated)
        {
            target.Alternatives.Add(_isWide ? $"(?:{WidePair}|[^{content}])" : $"[^{content}]");
        }
        else
        {
            target.Content.Append(content);
        }
    }

    /// <summary>A bracketed class; the position is behind the opening bracket, and comes to stand behind the closing one.</summary>
    private RegexpCharacterClass CharacterClass()
    {
        RegexpCharacterClass result = new();
        if (!AtEnd && _source[_position] == '^')
        {
            _position++;
            result.IsNegated = true;
        }

        for (bool isFirst = true; ; isFirst = false)
        {
            if (AtEnd)
            {
                throw new RegexpSyntaxException("premature end of char-class");
            }

            char c = _source[_position];
            if (c == ']' && !(isFirst && _source.IndexOf(']', _position + 1) > 0))
            {
                _position++;
                return result;
            }

            if (c == '&' && _position + 1 < _source.Length && _source[_position + 1] == '&')
            {
                _position += 2;
                bool negated = result.IsNegated;
                result.IsNegated = false;
                RegexpCharacterClass right = CharacterClass();
                RegexpCharacterClass both = new() { IsNegated = negated };
                both.Alternatives.Add($"(?:(?={result.ToPattern(_isWide)}){right.ToPattern(_isWide)})");
                return both;
            }

            ClassMember(result, c);
        }
    }

    private void ClassMember(RegexpCharacterClass result, char c)
    {
        if (c == '[')
        {
            _position++;
            if (!AtEnd && _source[_position] == ':' && _source.IndexOf(":]", _position, StringComparison.Ordinal) is > 0 and var end)
            {
                PosixClass(result, _source[(_position + 1)..end]);
                _position = end + 2;
                return;
            }

            RegexpCharacterClass nested = CharacterClass();
            result.Alternatives.Add(nested.ToPattern(_isWide));
            return;
        }

        if (c == '\\' && _position + 1 < _source.Length && "dDwWsShHpP".Contains(_source[_position + 1]))
        {
            _position++;
            Shorthand(result);
            return;
        }

        if (c == '\\' && _position + 1 < _source.Length && _source[_position + 1] == 'R')
        {
            _position += 2;
            result.Content.Append(@"\n\r");
            return;
        }

        int first = ClassPoint();
        bool isRange = _position + 1 < _source.Length && _source[_position] == '-' && _source[_position + 1] != ']'
            && !(_source[_position + 1] == '[') && !(_source[_position + 1] == '\\' && _position + 2 < _source.Length && "dDwWsShHpP".Contains(_source[_position + 2]));
        if (!isRange)
        {
            result.AddRange(first, first);
            return;
        }

        _position++;
        int last = ClassPoint();
        if (last < first)
        {
            throw new RegexpSyntaxException("empty range in char class");
        }

        result.AddRange(first, last);
    }

    private int ClassPoint()
    {
        if (_source[_position] != '\\')
        {
            return NextPoint();
        }

        _position++;
        if (AtEnd)
        {
            throw new RegexpSyntaxException("premature end of char-class");
        }

        if (_source[_position] == 'b')
        {
            _position++;
            return '\b';
        }

        return EscapedPoint();
    }

    private void PosixClass(RegexpCharacterClass result, string name)
    {
        bool isNegated = name.StartsWith('^');
        string content = RegexpCharacterClass.PosixContent(isNegated ? name[1..] : name)
            ?? throw new RegexpSyntaxException($"invalid POSIX bracket type [:{name}:]");
        if (isNegated)
        {
            result.Alternatives.Add(_isWide ? $"(?:{WidePair}|[^{content}])" : $"[^{content}]");
        }
        else
        {
            result.Content.Append(content);
        }
    }
}

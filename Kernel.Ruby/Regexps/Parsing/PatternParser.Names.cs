namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>Names and numbers of groups as they are written.</summary>
internal sealed partial class PatternParser
{
    private static int ClosingOf(int opening) => opening switch { '<' => '>', '\'' => '\'', _ => ')' };

    /// <summary>
    /// A name up to what closes it; a number (null for a name) where those are allowed.
    /// </summary>
    private (string Name, int? Number) Name(int opening, bool allowsNumber)
    {
        int start = _position, closing = ClosingOf(opening);
        if (AtEnd || Peek() == closing)
        {
            throw Error("group name is empty");
        }

        int first = Peek();
        bool isNumber = char.IsAsciiDigit((char)Math.Min(first, 0xFFFF)) || first == '-';
        if (isNumber && !allowsNumber)
        {
            throw InvalidName(start, closing, skipsOne: true);
        }

        int end = start;
        while (end < _codes.Length && _codes[end] != closing && _codes[end] != ')')
        {
            end++;
        }

        if (isNumber && !IsNumber(start, end))
        {
            bool isWord = FirstOther(start, end) is { } other && (other == '_' || char.IsLetterOrDigit((char)Math.Min(other, 0xFFFF)));
            string text = TextOf(start, end);
            throw Error(isWord || text == "-" ? $"invalid group name <{text}>" : $"invalid char in group name <{text}>");
        }

        if (end == _codes.Length || _codes[end] != closing)
        {
            throw Error($"invalid group name <{TextOf(start, _codes.Length)}>");
        }

        string name = TextOf(start, end);
        _position = end + 1;
        if (!isNumber)
        {
            return (name, null);
        }

        return ParseNumber(name) is not 0 and var number ? (name, number) : throw Error($"invalid group name <{name}>");
    }

    private static int ParseNumber(string text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : throw Error("too big number");

    private bool IsNumber(int start, int end) => FirstOther(start, end) is null && (end > start + 1 || _codes[start] != '-');

    private int? FirstOther(int start, int end)
    {
        for (int i = start + (_codes[start] == '-' ? 1 : 0); i < end; i++)
        {
            if (_codes[i] is < '0' or > '9')
            {
                return _codes[i];
            }
        }

        return null;
    }

    private RegexpSyntaxException InvalidName(int start, int closing, bool skipsOne)
    {
        int end = start + (skipsOne ? 1 : 0);
        while (end < _codes.Length && _codes[end] != closing && _codes[end] != ')')
        {
            end++;
        }

        return Error($"invalid group name <{TextOf(start, end >= _codes.Length - 1 ? _codes.Length : end)}>");
    }

    /// <summary>\k&lt;name&gt;, \k&lt;-1&gt;, \k&lt;name+2&gt;.</summary>
    private void NamedBackreference()
    {
        int opening = Peek();
        if (opening is not ('<' or '\''))
        {
            Warn("invalid back reference");
            return;
        }

        _position++;
        (_token.Groups, _token.IsByName, _token.Level) = GroupReference(opening);
        _token.Kind = TokenKind.Backreference;
    }

    /// <summary>The groups that a reference means, the last one first.</summary>
    private (int[] Groups, bool IsByName, int? Level) GroupReference(int opening)
    {
        int start = _position, closing = ClosingOf(opening);
        if (AtEnd || Peek() == closing)
        {
            throw Error("group name is empty");
        }

        int first = Peek(), end = start + 1;
        bool isNumber = first is >= '0' and <= '9' or '-';
        while (end < _codes.Length && _codes[end] != closing && _codes[end] is not (')' or '+' or '-'))
        {
            end++;
        }

        if (isNumber && !IsNumber(start, end))
        {
            throw Error($"invalid group name <{TextOf(start, end)}>");
        }

        _position = end;
        int? level = Level(start, closing);
        string name = TextOf(start, end);
        if (!isNumber)
        {
            return (NumbersOf(name) ?? throw Error($"undefined name <{name}> reference"), true, level);
        }

        int number = ParseNumber(name);
        if (number == 0)
        {
            throw Error($"invalid group name <{TextOf(start, _codes.Length)}>");
        }

        number = number < 0 ? _groups.Count + 1 + number : number;
        return number > 0 ? ([number], false, level) : throw Error("invalid backref number/name");
    }

    /// <summary>The +n or -n behind a name, and what closes it.</summary>
    private int? Level(int start, int closing)
    {
        int sign = Peek();
        if (sign == closing)
        {
            _position++;
            return null;
        }

        if (sign is '+' or '-')
        {
            int digits = ++_position;
            while (Peek() is >= '0' and <= '9')
            {
                _position++;
            }

            if (_position > digits && Peek() == closing)
            {
                int level = ParseNumber(TextOf(digits, _position++));
                return sign == '-' ? -level : level;
            }
        }

        throw Error($"invalid group name <{TextOf(start, _codes.Length)}>");
    }

    private int[]? NumbersOf(string name)
    {
        foreach ((string known, List<int> numbers) in _names)
        {
            if (known == name)
            {
                int[] reversed = [.. numbers];
                Array.Reverse(reversed);
                return reversed;
            }
        }

        return null;
    }

    /// <summary>\g&lt;name&gt;, \g&lt;1&gt;, \g&lt;-1&gt;, \g&lt;+1&gt;.</summary>
    private void CallToken()
    {
        int opening = Peek();
        if (opening is not ('<' or '\''))
        {
            Warn("invalid subexp call");
            return;
        }

        _position++;
        _token.Kind = TokenKind.Call;
        if (Peek() == '0' && Peek(1) == ClosingOf(opening))
        {
            _position += 2;
            _token.Name = "0";
            _token.Code = 0;
            return;
        }

        // A zero before other digits counts for nothing.
        bool isRelative = Peek() == '+';
        _position += isRelative || Peek() == '0' ? 1 : 0;
        (string name, int? number) = Name(opening, allowsNumber: true);
        _token.Name = name;
        _token.Code = number switch
        {
            null => isRelative ? throw Error("invalid backref number/name") : -1,
            < 0 => _groups.Count + 1 + number.Value,
            { } positive => isRelative ? _groups.Count + positive : positive,
        };
        if (number is not null && _token.Code <= 0)
        {
            throw Error("invalid backref number/name");
        }
    }
}

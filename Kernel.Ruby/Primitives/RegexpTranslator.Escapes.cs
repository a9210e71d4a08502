using System.Globalization;

namespace Kernel.Ruby.Primitives;

/// <summary>Pattern translation: what a backslash begins.</summary>
internal sealed partial class RegexpTranslator
{
    private string Escape()
    {
        position++;
        if (AtEnd)
        {
            throw new RegexpSyntaxException("too short escape sequence");
        }

        char c = source[position];
        switch (c)
        {
            case 'A' or 'z' or 'Z' or 'b' or 'B' or 'G':
                position++;
                return $"\\{c}";
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'h' or 'H' or 'p' or 'P':
                RegexpCharacterClass shorthand = new();
                Shorthand(shorthand);
                return shorthand.ToPattern(isWide);
            case 'R':
                position++;
                return @"(?>\r\n|[\n-\r\u0085\u2028\u2029])";
            case 'X':
                position++;
                return $@"(?>\r\n|(?:{WidePair}|[\s\S])(?:[\p{{M}}\u200D]|(?<=\u200D){WidePair})*)";
            case 'k':
                position++;
                return $"\\k<{NumberOf(Reference()).ToString(CultureInfo.InvariantCulture)}>";
            case 'g':
                position++;
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
        char open = AtEnd ? '\0' : source[position];
        int end = open is '<' or '\'' ? source.IndexOf(open == '<' ? '>' : '\'', position + 1) : -1;
        if (end < 0)
        {
            throw new RegexpSyntaxException("invalid backref number/name");
        }

        string reference = source[(position + 1)..end];
        position = end + 1;
        return reference;
    }

    private string? BackReference()
    {
        int end = position;
        while (end < source.Length && char.IsAsciiDigit(source[end]))
        {
            end++;
        }

        int number = int.Parse(source.AsSpan(position, Math.Min(end - position, 4)), CultureInfo.InvariantCulture);
        if (number >= bodyStarts.Count && number > 9)
        {
            return null;
        }

        if (hasNames)
        {
            throw new RegexpSyntaxException("numbered backref/call is not allowed. (use name)");
        }

        position = end;
        return number < bodyStarts.Count ? $"\\k<{number.ToString(CultureInfo.InvariantCulture)}>" : "(?!)";
    }

    /// <summary>\g: the group's body once more, in place. A call that would call itself has no translation.</summary>
    private string Call(int number)
    {
        if (number < 0 || number >= bodyStarts.Count)
        {
            throw new RegexpSyntaxException("undefined group reference");
        }

        if (number == 0 || !openCalls.Add(number))
        {
            throw new RegexpSyntaxException(@"recursive subexpression calls (\g) are not supported");
        }

        int resume = position, countedGroups = groups;
        position = bodyStarts[number];
        string body = Alternatives(new Scope(false, false));
        position = resume;
        groups = countedGroups;
        openCalls.Remove(number);
        return number == 0 ? $"(?:{body})" : $"(?<{number.ToString(CultureInfo.InvariantCulture)}>{body})";
    }

    /// <summary>An escape that stands for one character; the position is at the letter.</summary>
    private int EscapedPoint()
    {
        char c = source[position];
        switch (c)
        {
            case 'n': position++; return '\n';
            case 't': position++; return '\t';
            case 'r': position++; return '\r';
            case 'f': position++; return '\f';
            case 'v': position++; return '\v';
            case 'a': position++; return '\a';
            case 'e': position++; return 27;
            case 'x':
                position++;
                return Hexadecimal(2);
            case 'u':
                position++;
                if (!AtEnd && source[position] == '{')
                {
                    int end = source.IndexOf('}', position);
                    string digits = end < 0 ? "" : source[(position + 1)..end].Trim();
                    position = end + 1;
                    return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int point)
                        ? point : throw new RegexpSyntaxException("invalid Unicode range");
                }

                return Hexadecimal(4);
            case 'c':
                position += 2;
                return position <= source.Length ? source[position - 1] & 0x1F : throw new RegexpSyntaxException("too short control sequence");
            case 'C':
                position += 3;
                return position <= source.Length ? source[position - 1] & 0x1F : throw new RegexpSyntaxException("too short control sequence");
            case >= '0' and <= '7':
                int value = 0;
                for (int i = 0; i < 3 && !AtEnd && source[position] is >= '0' and <= '7'; i++)
                {
                    value = (value * 8) + (source[position++] - '0');
                }

                return value;
            default:
                return NextPoint();
        }
    }

    private int Hexadecimal(int mostDigits)
    {
        int start = position;
        while (position < source.Length && position < start + mostDigits && char.IsAsciiHexDigit(source[position]))
        {
            position++;
        }

        return position > start
            ? int.Parse(source.AsSpan(start, position - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : throw new RegexpSyntaxException("too short escape sequence");
    }

    /// <summary>Adds a class shorthand (\d, \p{Alpha}…) to a class; the position is at the letter.</summary>
    private void Shorthand(RegexpCharacterClass target)
    {
        char c = source[position++];
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

        if (isWide && c is 'D' or 'W' or 'S' or 'H')
        {
            target.Alternatives.Add(WidePair);
        }
    }

    private void Property(RegexpCharacterClass target, bool isNegated)
    {
        int end = !AtEnd && source[position] == '{' ? source.IndexOf('}', position) : -1;
        if (end < 0)
        {
            throw new RegexpSyntaxException("invalid character property name {p}");
        }

        string name = source[(position + 1)..end];
        position = end + 1;
        if (name.StartsWith('^'))
        {
            isNegated = !isNegated;
            name = name[1..];
        }

        string content = RegexpCharacterClass.PropertyContent(name) ?? throw new RegexpSyntaxException($"invalid character property name {{{name}}}");
        if (isNegated)
        {
            target.Alternatives.Add(isWide ? $"(?:{WidePair}|[^{content}])" : $"[^{content}]");
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
        if (!AtEnd && source[position] == '^')
        {
            position++;
            result.IsNegated = true;
        }

        for (bool isFirst = true; ; isFirst = false)
        {
            if (AtEnd)
            {
                throw new RegexpSyntaxException("premature end of char-class");
            }

            char c = source[position];
            if (c == ']' && !(isFirst && source.IndexOf(']', position + 1) > 0))
            {
                position++;
                return result;
            }

            if (c == '&' && position + 1 < source.Length && source[position + 1] == '&')
            {
                position += 2;
                bool negated = result.IsNegated;
                result.IsNegated = false;
                RegexpCharacterClass right = CharacterClass();
                RegexpCharacterClass both = new() { IsNegated = negated };
                both.Alternatives.Add($"(?:(?={result.ToPattern(isWide)}){right.ToPattern(isWide)})");
                return both;
            }

            ClassMember(result, c);
        }
    }

    private void ClassMember(RegexpCharacterClass result, char c)
    {
        if (c == '[')
        {
            position++;
            if (!AtEnd && source[position] == ':' && source.IndexOf(":]", position, StringComparison.Ordinal) is > 0 and var end)
            {
                PosixClass(result, source[(position + 1)..end]);
                position = end + 2;
                return;
            }

            RegexpCharacterClass nested = CharacterClass();
            result.Alternatives.Add(nested.ToPattern(isWide));
            return;
        }

        if (c == '\\' && position + 1 < source.Length && "dDwWsShHpP".Contains(source[position + 1]))
        {
            position++;
            Shorthand(result);
            return;
        }

        if (c == '\\' && position + 1 < source.Length && source[position + 1] == 'R')
        {
            position += 2;
            result.Content.Append(@"\n\r");
            return;
        }

        int first = ClassPoint();
        bool isRange = position + 1 < source.Length && source[position] == '-' && source[position + 1] != ']'
            && !(source[position + 1] == '[') && !(source[position + 1] == '\\' && position + 2 < source.Length && "dDwWsShHpP".Contains(source[position + 2]));
        if (!isRange)
        {
            result.AddRange(first, first);
            return;
        }

        position++;
        int last = ClassPoint();
        if (last < first)
        {
            throw new RegexpSyntaxException("empty range in char class");
        }

        result.AddRange(first, last);
    }

    private int ClassPoint()
    {
        if (source[position] != '\\')
        {
            return NextPoint();
        }

        position++;
        if (AtEnd)
        {
            throw new RegexpSyntaxException("premature end of char-class");
        }

        if (source[position] == 'b')
        {
            position++;
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
            result.Alternatives.Add(isWide ? $"(?:{WidePair}|[^{content}])" : $"[^{content}]");
        }
        else
        {
            result.Content.Append(content);
        }
    }
}

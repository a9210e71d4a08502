using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>What a parenthesis opens.</summary>
internal sealed partial class PatternParser
{
    /// <summary>A group; the current token is its opening parenthesis, at the end the closing one.</summary>
    private GroupResult Group()
    {
        if (AtEnd)
        {
            throw Error("end pattern with unmatched parenthesis");
        }

        if (Peek() != '?')
        {
            return new GroupResult(Captured(hasName: false));
        }

        _position++;
        if (AtEnd)
        {
            throw Error("end pattern in group");
        }

        int code = _codes[_position++];
        switch (code)
        {
            case ':':
                return new GroupResult(Inside(), IsPlain: true);
            case '=' or '!':
                return new GroupResult(Look(isBehind: false, isNegated: code == '!'));
            case '>':
                return new GroupResult(new AtomicNode(Inside()));
            case '~':
                return new GroupResult(new AbsentNode { Target = Inside() });
            case '\'':
                return new GroupResult(Named('\''));
            case '<' when AtEnd:
                throw Error("end pattern with unmatched parenthesis");
            case '<' when Peek() is '=' or '!':
                return new GroupResult(Look(isBehind: true, isNegated: _codes[_position++] == '!'));
            case '<':
                return new GroupResult(Named('<'));
            case '(' when !AtEnd:
                return new GroupResult(Condition());
            case '-' or 'i' or 'm' or 'x' or 'a' or 'd' or 'u':
                return Options(code);
            default:
                throw Error("undefined group option");
        }
    }

    private Node Inside()
    {
        Next();
        return Alternatives(TokenKind.Close);
    }

    private GroupNode Captured(bool hasName)
    {
        if (_groups.Count == MostGroups)
        {
            throw Error("too many capture groups are specified");
        }

        GroupNode group = new(_groups.Count + 1, hasName);
        _groups.Add(group);
        group.Target = Inside();
        return group;
    }

    private GroupNode Named(int opening)
    {
        (string name, _) = Name(opening, allowsNumber: false);
        int number = _groups.Count + 1;
        int known = _names.FindIndex(entry => entry.Name == name);
        if (known < 0)
        {
            _names.Add(new GroupName(name, [number]));
        }
        else
        {
            _names[known].Numbers.Add(number);
        }

        return Captured(hasName: true);
    }

    private LookNode Look(bool isBehind, bool isNegated) => new(isBehind, isNegated) { Target = Inside() };

    private ConditionNode Condition()
    {
        int code = _codes[_position];
        int group;
        bool isByName = false;
        if (code is >= '0' and <= '9')
        {
            group = Name('(', allowsNumber: true).Number!.Value;
        }
        else if (code is '<' or '\'')
        {
            _position++;
            (int[] groups, isByName, _) = GroupReference(code);
            group = groups[^1];
            if (Peek() != ')')
            {
                throw Error("undefined group option");
            }

            _position++;
        }
        else
        {
            throw Error("invalid conditional pattern");
        }

        // What is written with brackets counts as a name, even a number.
        ConditionNode condition = new(group, isByName);
        _conditions.Add(condition);
        Node inside = Inside();
        condition.Branches = inside as AlternationNode ?? new AlternationNode([inside, new SequenceNode([])]);
        return condition.Branches.Branches.Count == 2 ? condition : throw Error("invalid conditional pattern");
    }

    /// <summary>(?imx-imx) and (?imx-imx:...), with a, d and u.</summary>
    private GroupResult Options(int code)
    {
        PatternOptions options = _options;
        bool isOff = false;
        while (true)
        {
            switch (code)
            {
                case ')':
                    return new GroupResult(null, IsOptions: true, Options: options);
                case ':':
                    PatternOptions saved = _options;
                    _options = options;
                    Node inside = Inside();
                    _options = saved;
                    return new GroupResult(new SequenceNode([inside]), IsPlain: true);
                case '-':
                    isOff = true;
                    break;
                case 'x':
                    options = Changed(options, PatternOptions.Extended, isOff);
                    break;
                case 'i':
                    options = Changed(options, PatternOptions.IgnoreCase, isOff);
                    break;
                case 'm':
                    options = Changed(options, PatternOptions.MultiLine, isOff);
                    break;
                case 'a' when !isOff:
                    options |= PatternOptions.Ranges;
                    break;
                case 'u' when !isOff:
                    options &= ~PatternOptions.Ranges;
                    break;
                case 'd' when !isOff:
                    options = (options & ~PatternOptions.Ranges) | PatternOptions.AsciiTypes;
                    break;
                default:
                    throw Error("undefined group option");
            }

            if (AtEnd)
            {
                throw Error("end pattern in group");
            }

            code = _codes[_position++];
        }
    }

    private static PatternOptions Changed(PatternOptions options, PatternOptions one, bool isOff) => isOff ? options & ~one : options | one;
}

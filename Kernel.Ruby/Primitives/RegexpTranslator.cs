using System.Globalization;
using System.Text;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// Translates Ruby's (Onigmo's) pattern syntax to .NET's: shorthands are ASCII, groups get explicit numbers, possessive
/// quantifiers become atomic groups, class operations become lookaheads. With <c>isWide</c> the pattern is for subjects
/// with characters past U+FFFF, where one character may be two UTF-16 units.
/// </summary>
internal sealed partial class RegexpTranslator
{
    private const string WidePair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";

    private readonly string _source;
    private readonly bool _isWide;
    private readonly bool _hasNames;
    private readonly List<KeyValuePair<string, List<int>>> _names = [];
    private readonly List<int> _bodyStarts = [0];
    private readonly HashSet<int> _openCalls = [];
    private int _position;
    private int _groups;

    private RegexpTranslator(string source, bool isWide)
    {
        _source = source;
        _isWide = isWide;
        FindGroups(out _hasNames);
    }

    private bool AtEnd => _position >= _source.Length;

    /// <summary>Translates a pattern; options are those of <see cref="Gem.Vm.Values.RegexpObject"/>.</summary>
    public static RegexpTranslation Translate(string source, bool isExtended, bool isMultiLine, bool isWide)
    {
        RegexpTranslator translator = new(source, isWide);
        string pattern = translator.Alternatives(new Scope(isExtended, isMultiLine));
        if (!translator.AtEnd)
        {
            throw new RegexpSyntaxException("unmatched close parenthesis");
        }

        return new RegexpTranslation(pattern, translator._bodyStarts.Count - 1, translator._names);
    }

    /// <summary>Options that hold inside a group.</summary>
    private sealed class Scope(bool isExtended, bool isMultiLine)
    {
        public bool IsExtended = isExtended;
        public bool IsMultiLine = isMultiLine;
        public int Unclosed;

        public Scope Inner() => new(IsExtended, IsMultiLine);
    }

    /// <summary>Notes where each capturing group's body begins: calls and counts need it before translation.</summary>
    private void FindGroups(out bool named)
    {
        List<(int Body, string? Name)> found = [];
        int depthOfClass = 0;
        for (int i = 0; i < _source.Length; i++)
        {
            char c = _source[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c == '[')
            {
                depthOfClass++;
            }
            else if (c == ']' && depthOfClass > 0)
            {
                depthOfClass--;
            }
            else if (c == '(' && depthOfClass == 0)
            {
                string? name = NameAt(i);
                if (name is not null || i + 1 >= _source.Length || _source[i + 1] != '?')
                {
                    found.Add((name is null ? i + 1 : i + name.Length + 4, name));
                }
            }
        }

        named = found.Exists(group => group.Name is not null);
        foreach ((int body, string? name) in found)
        {
            if (named && name is null)
            {
                continue;
            }

            _bodyStarts.Add(body);
            if (name is not null)
            {
                AddName(name, _bodyStarts.Count - 1);
            }
        }
    }

    private void AddName(string name, int number)
    {
        int index = _names.FindIndex(known => known.Key == name);
        if (index < 0)
        {
            _names.Add(new(name, [number]));
        }
        else
        {
            _names[index].Value.Add(number);
        }
    }

    /// <summary>Name of the group that opens at a parenthesis, null when it has none.</summary>
    private string? NameAt(int open)
    {
        if (open + 3 >= _source.Length || _source[open + 1] != '?' || _source[open + 2] is not ('<' or '\'') || _source[open + 3] is '=' or '!')
        {
            return null;
        }

        int end = _source.IndexOf(_source[open + 2] == '<' ? '>' : '\'', open + 3);
        return end > open + 3 ? _source[(open + 3)..end] : throw new RegexpSyntaxException("group name is empty");
    }

    private string Alternatives(Scope scope)
    {
        StringBuilder result = new();
        int keepAt = -1;
        int branchStart = 0;
        while (!AtEnd && _source[_position] != ')')
        {
            char c = _source[_position];
            if (c == '|')
            {
                _position++;
                ApplyKeep(result, branchStart, ref keepAt);
                result.Append('|');
                branchStart = result.Length;
                continue;
            }

            if (scope.IsExtended && (char.IsWhiteSpace(c) || c == '#'))
            {
                SkipExtended();
                continue;
            }

            if (c == '\\' && _position + 1 < _source.Length && _source[_position + 1] == 'K')
            {
                _position += 2;
                keepAt = result.Length;
                continue;
            }

            string atom = Atom(scope);
            result.Append(Quantified(atom, scope));
        }

        ApplyKeep(result, branchStart, ref keepAt);
        return result.Append(')', scope.Unclosed).ToString();
    }

    /// <summary>\K: what stands before it in its branch becomes a lookbehind.</summary>
    private static void ApplyKeep(StringBuilder result, int branchStart, ref int keepAt)
    {
        if (keepAt >= 0)
        {
            result.Insert(keepAt, ')').Insert(branchStart, "(?<=");
            keepAt = -1;
        }
    }

    private void SkipExtended()
    {
        if (_source[_position] == '#')
        {
            int end = _source.IndexOf('\n', _position);
            _position = end < 0 ? _source.Length : end + 1;
            return;
        }

        _position++;
    }

    private string Quantified(string atom, Scope scope)
    {
        while (true)
        {
            while (scope.IsExtended && !AtEnd && (char.IsWhiteSpace(_source[_position]) || _source[_position] == '#'))
            {
                SkipExtended();
            }

            if (AtEnd || Quantifier(out bool isInterval) is not { } quantifier)
            {
                return atom;
            }

            if (atom.Length == 0)
            {
                throw new RegexpSyntaxException("target of repeat operator is not specified");
            }

            char mode = AtEnd ? '\0' : _source[_position];
            if (mode == '?')
            {
                _position++;
                atom = $"(?:{atom}{quantifier}?)";
            }
            else if (mode == '+' && !isInterval)
            {
                _position++;
                atom = $"(?>{atom}{quantifier})";
            }
            else
            {
                atom += quantifier;
                if (!AtEnd && _source[_position] is '*' or '+' or '?' or '{')
                {
                    atom = $"(?:{atom})";
                }
            }
        }
    }

    /// <summary>The quantifier that stands next, in .NET's form; null when none does.</summary>
    private string? Quantifier(out bool isInterval)
    {
        isInterval = false;
        char c = _source[_position];
        if (c is '*' or '+' or '?')
        {
            _position++;
            return c.ToString();
        }

        if (c != '{')
        {
            return null;
        }

        int end = _source.IndexOf('}', _position);
        string body = end < 0 ? "" : _source[(_position + 1)..end];
        string[] bounds = body.Split(',');
        bool isValid = bounds.Length <= 2 && body.Length > 0 && body != "," && Array.TrueForAll(bounds, bound => bound.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0);
        if (!isValid)
        {
            return null;
        }

        _position = end + 1;
        isInterval = true;
        return bounds.Length == 1 ? $"{{{body}}}" : $"{{{(bounds[0].Length == 0 ? "0" : bounds[0])},{bounds[1]}}}";
    }

    private string Atom(Scope scope)
    {
        char c = _source[_position];
        switch (c)
        {
            case '(':
                return Group(scope);
            case '[':
                _position++;
                return CharacterClass().ToPattern(_isWide);
            case '\\':
                return Escape();
            case '.':
                _position++;
                return AnyCharacter(scope.IsMultiLine);
            case '^':
                _position++;
                return @"^(?!(?<=\n)\z)";
            case '$':
                _position++;
                return "$";
            case '*' or '+' or '?':
                return "";
            default:
                return Literal(NextPoint());
        }
    }

    private string AnyCharacter(bool matchesLineEnd) => (_isWide, matchesLineEnd) switch
    {
        (false, false) => @"[^\n]",
        (false, true) => @"[\s\S]",
        (true, false) => $@"(?:{WidePair}|[^\n])",
        _ => $@"(?:{WidePair}|[\s\S])",
    };

    /// <summary>The next character of the source, surrogate pairs joined.</summary>
    private int NextPoint()
    {
        int point = char.IsHighSurrogate(_source[_position]) && _position + 1 < _source.Length && char.IsLowSurrogate(_source[_position + 1])
            ? char.ConvertToUtf32(_source, _position) : _source[_position];
        _position += point > 0xFFFF ? 2 : 1;
        return point;
    }

    /// <summary>A character that stands for itself.</summary>
    private static string Literal(int point) => point switch
    {
        > 0xFFFF => $"(?:{char.ConvertFromUtf32(point)})",
        < 0x80 when !char.IsAsciiLetterOrDigit((char)point) => $"\\x{point:X2}",
        _ => ((char)point).ToString(),
    };

    private string Group(Scope scope)
    {
        int open = _position;
        _position++;
        if (AtEnd || _source[_position] != '?')
        {
            return _hasNames ? $"(?:{Body(scope)})" : Capture(scope);
        }

        if (NameAt(open) is { } name)
        {
            _position = open + name.Length + 4;
            return Capture(scope);
        }

        _position++;
        string rest = _source[_position..];
        foreach (string prefix in (ReadOnlySpan<string>)["<=", "<!", "=", "!", ">", ":"])
        {
            if (rest.StartsWith(prefix, StringComparison.Ordinal))
            {
                _position += prefix.Length;
                return $"(?{prefix}{Body(scope)})";
            }
        }

        if (rest.StartsWith('#'))
        {
            _position = _source.IndexOf(')', _position) + 1;
            return _position > 0 ? "(?:)" : throw new RegexpSyntaxException("end pattern in group");
        }

        if (rest.StartsWith('~'))
        {
            // The longest text without the pattern; an occurrence that would only begin inside of it is left out too.
            _position++;
            return $@"(?:(?!{Body(scope)})[\s\S])*";
        }

        return rest.StartsWith('(') ? Condition(scope) : Options(scope);
    }

    private string Capture(Scope scope)
    {
        int number = _bodyStarts.IndexOf(_position);
        _groups++;
        _openCalls.Add(number);
        string body = Body(scope);
        _openCalls.Remove(number);
        return $"(?<{number.ToString(CultureInfo.InvariantCulture)}>{body})";
    }

    private string Body(Scope scope)
    {
        string body = Alternatives(scope.Inner());
        if (AtEnd)
        {
            throw new RegexpSyntaxException("end pattern with unmatched parenthesis");
        }

        _position++;
        return body;
    }

    private string Condition(Scope scope)
    {
        int end = _source.IndexOf(')', _position);
        string reference = end < 0 ? "" : _source[(_position + 1)..end].Trim('<', '>', '\'');
        _position = end + 1;
        int number = NumberOf(reference);
        return $"(?({number}){Body(scope)})";
    }

    /// <summary>(?imx-imx) and (?imx-imx:…): x is handled here, i and m (.NET's s) are passed on.</summary>
    private string Options(Scope scope)
    {
        Scope inner = scope.Inner();
        StringBuilder on = new(), off = new();
        bool isOff = false;
        for (; !AtEnd && _source[_position] is not (':' or ')'); _position++)
        {
            switch (_source[_position])
            {
                case '-': isOff = true; break;
                case 'i': (isOff ? off : on).Append('i'); break;
                case 'm': inner.IsMultiLine = !isOff; break;
                case 'x': inner.IsExtended = !isOff; break;
                case 'a' or 'u' or 'd': break;
                default: throw new RegexpSyntaxException("undefined group option");
            }
        }

        if (AtEnd)
        {
            throw new RegexpSyntaxException("end pattern in group");
        }

        string options = $"{on}{(off.Length > 0 ? "-" + off : "")}";
        if (_source[_position++] == ':')
        {
            return options.Length == 0 ? $"(?:{Body(inner)})" : $"(?{options}:{Body(inner)})";
        }

        scope.IsExtended = inner.IsExtended;
        scope.IsMultiLine = inner.IsMultiLine;
        scope.Unclosed++;
        return $"(?{options}:";
    }

    private int NumberOf(string reference)
    {
        if (int.TryParse(reference, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            return reference[0] == '-' ? _groups + 1 + number : reference[0] == '+' ? _groups + number : number;
        }

        int index = _names.FindIndex(known => known.Key == reference);
        return index >= 0 ? _names[index].Value[^1] : throw new RegexpSyntaxException($"undefined name <{reference}> reference");
    }
}

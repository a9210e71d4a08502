using System.Globalization;
using System.Text;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// A character class under translation: what fits into .NET's brackets, and patterns for one character each that don't
/// (nested negations, characters past U+FFFF, intersections).
/// </summary>
internal sealed class RegexpCharacterClass
{
    /// <summary>Between .NET's brackets.</summary>
    public StringBuilder Content { get; } = new();

    /// <summary>Patterns that match one more kind of character.</summary>
    public List<string> Alternatives { get; } = [];

    /// <summary>Begins with ^.</summary>
    public bool IsNegated { get; set; }

    /// <summary>What a property's name stands for between brackets; null for an unknown one.</summary>
    public static string? PropertyContent(string name) => name.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal) switch
    {
        "hiragana" => @"\u3041-\u309F",
        "katakana" => @"\u30A1-\u30FF\u31F0-\u31FF\uFF66-\uFF9F",
        "han" => @"\u2E80-\u2FD5\u3005\u3007\u3021-\u3029\u3038-\u303B\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF",
        "hangul" => @"\u1100-\u11FF\u3130-\u318F\uAC00-\uD7AF",
        "greek" => @"\u0370-\u03FF\u1F00-\u1FFF",
        "cyrillic" => @"\u0400-\u052F\u1C80-\u1C8F\u2DE0-\u2DFF\uA640-\uA69F",
        "latin" => @"A-Za-z\u00AA\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02B8\u1E00-\u1EFF\u2C60-\u2C7F\uA720-\uA7FF\uFF21-\uFF3A\uFF41-\uFF5A",
        "arabic" => @"\u0600-\u06FF\u0750-\u077F\uFB50-\uFDFF\uFE70-\uFEFF",
        "hebrew" => @"\u0590-\u05FF",
        "thai" => @"\u0E00-\u0E7F",
        "emoji" => @"#*0-9\u00A9\u00AE\u203C-\u3299\uD83C-\uD83E\uDC00-\uDFFF",
        "any" => @"\s\S",
        "l" or "letter" => @"\p{L}",
        "m" or "mark" => @"\p{M}",
        "n" or "number" => @"\p{N}",
        "p" or "punctuation" => @"\p{P}",
        "s" or "symbol" => @"\p{S}",
        "z" or "separator" => @"\p{Z}",
        "c" or "other" => @"\p{C}",
        string general when general.Length == 2 && "lu ll lt lm lo mn mc me nd nl no pc pd ps pe pi pf po sm sc sk so zs zl zp cc cf cs co cn".Contains(general, StringComparison.Ordinal)
            => $@"\p{{{char.ToUpperInvariant(general[0])}{general[1]}}}",
        string posix => PosixContent(posix),
    };

    /// <summary>What a POSIX name stands for between brackets; null for an unknown one.</summary>
    public static string? PosixContent(string name) => name switch
    {
        "alpha" => @"\p{L}\p{M}\p{Nl}",
        "digit" => @"\p{Nd}",
        "alnum" => @"\p{L}\p{M}\p{N}",
        "upper" => @"\p{Lu}",
        "lower" => @"\p{Ll}",
        "space" => @"\u0009-\u000D\u0085\p{Z}",
        "blank" => @"\t\p{Zs}",
        "cntrl" => @"\p{Cc}",
        "punct" => @"\p{P}$+<=>\u005E`|~",
        "graph" => @"\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cf}\p{Co}",
        "print" => @"\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cf}\p{Co}\p{Zs}",
        "xdigit" => "0-9a-fA-F",
        "word" => @"\p{L}\p{M}\p{Nd}\p{Pc}",
        "ascii" => @"\u0000-\u007F",
        _ => null,
    };

    /// <summary>Adds characters from first to last.</summary>
    public void AddRange(int first, int last)
    {
        if (first <= 0xFFFF)
        {
            Append(first);
            int end = Math.Min(last, 0xFFFF);
            if (end > first)
            {
                Content.Append('-');
                Append(end);
            }
        }

        for (int point = Math.Max(first, 0x10000); point <= last;)
        {
            string from = char.ConvertFromUtf32(point);
            int blockEnd = Math.Min(last, point | 0x3FF);
            string to = char.ConvertFromUtf32(blockEnd);
            Alternatives.Add(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)from[0]:X4}[\\u{(int)from[1]:X4}-\\u{(int)to[1]:X4}]"));
            point = blockEnd + 1;
        }
    }

    /// <summary>The class as a pattern that matches one character.</summary>
    public string ToPattern(bool isWide)
    {
        if (Alternatives.Count == 0)
        {
            return !IsNegated ? Content.Length == 0 ? "(?!)" : $"[{Content}]"
                : Content.Length == 0 ? (isWide ? @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S])" : @"[\s\S]")
                : isWide ? $@"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^{Content}])" : $"[^{Content}]";
        }

        string positive = string.Join('|', Content.Length == 0 ? Alternatives : [.. Alternatives, $"[{Content}]"]);
        return IsNegated
            ? $@"(?:(?!{positive})(?:{(isWide ? @"[\uD800-\uDBFF][\uDC00-\uDFFF]|" : "")}[\s\S]))"
            : $"(?:{positive})";
    }

    private void Append(int point)
    {
        if (point < 0x80 && char.IsAsciiLetterOrDigit((char)point))
        {
            Content.Append((char)point);
        }
        else
        {
            Content.Append(CultureInfo.InvariantCulture, $"\\u{point:X4}");
        }
    }
}

using System.Globalization;
using System.Text;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Texts as Ruby literals: String#inspect, String#dump, Symbol#inspect.</summary>
internal static class StringInspection
{
    /// <summary>The text in double quotes, printable characters as they are.</summary>
    public static string Inspect(StringObject text) => Quote(text.Span, text.Encoding, keepsWide: true);

    /// <summary>The text in double quotes, in ASCII only.</summary>
    public static string Dump(StringObject text) => Quote(text.Span, text.Encoding, keepsWide: false);

    /// <summary>A symbol with its colon, in quotes when it could not be written without.</summary>
    public static string InspectSymbol(SymbolObject symbol) =>
        ":" + (IsPlainSymbol(symbol.Text) ? symbol.Text : Quote(symbol.Bytes, symbol.Encoding, keepsWide: true));

    /// <summary>True when <c>name: value</c> needs no quotes.</summary>
    public static bool IsPlainKey(SymbolObject symbol)
    {
        string text = symbol.Text;
        string word = text.Length > 1 && text[^1] is '?' or '!' ? text[..^1] : text;
        return IsIdentifier(word);
    }

    /// <summary>Bytes in double quotes.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes, StringEncoding encoding, bool keepsWide)
    {
        StringBuilder result = new("\"", bytes.Length + 2);
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterText.LengthAt(bytes, i, encoding);
            int point = length == 1 && bytes[i] >= 0x80 ? -1 : CharacterText.CodePointAt(bytes, i, encoding);
            int next = i + length < bytes.Length ? bytes[i + length] : 0;
            if (point < 0)
            {
                result.Append(CultureInfo.InvariantCulture, $"\\x{bytes[i]:X2}");
            }
            else
            {
                AppendCharacter(result, point, next, encoding == StringEncoding.Utf8, keepsWide);
            }

            i += length;
        }

        return result.Append('"').ToString();
    }

    private static void AppendCharacter(StringBuilder result, int point, int next, bool isUtf8, bool keepsWide)
    {
        string? escape = point switch
        {
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\f' => "\\f",
            '\v' => "\\v",
            '\b' => "\\b",
            '\a' => "\\a",
            27 => "\\e",
            '"' => "\\\"",
            '\\' => "\\\\",
            '#' when next is '{' or '$' or '@' => "\\#",
            _ => null,
        };
        if (escape is not null)
        {
            result.Append(escape);
        }
        else if (point < 0x80 ? point is >= 32 and < 127 : keepsWide && IsPrintable(point))
        {
            result.Append(char.ConvertFromUtf32(point));
        }
        else if (isUtf8 && (point >= 0x80 || keepsWide))
        {
            result.Append(point > 0xFFFF ? $"\\u{{{point:X}}}" : point < 0x80 && !isUtf8 ? $"\\x{point:X2}" : point < 0x80 ? $"\\u{point:X4}" : $"\\u{point:X4}");
        }
        else
        {
            result.Append(CultureInfo.InvariantCulture, $"\\x{point:X2}");
        }
    }

    private static bool IsPrintable(int point) => Rune.GetUnicodeCategory(new Rune(point)) is not (UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool IsPlainSymbol(string text)
    {
        if (text.Length == 0)
        {
            return false;
        }

        switch (text)
        {
            case "+" or "-" or "*" or "/" or "%" or "**" or "==" or "!=" or "===" or "=~" or "!~" or "<=>" or "<" or "<=" or ">" or ">=" or "!"
                or "~" or "+@" or "-@" or "[]" or "[]=" or "<<" or ">>" or "&" or "|" or "^" or "`":
                return true;
        }

        if (text[0] == '$')
        {
            return text.Length > 1 && (IsIdentifier(text[1..]) || (text.Length == 2 && "~*$?!@/\\;,.=:<>\"&`'+0123456789_".Contains(text[1]))
                || (text.Length == 3 && text[1] == '-' && IsWord(text[2])) || text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);
        }

        if (text[0] == '@')
        {
            return IsIdentifier(text.StartsWith("@@", StringComparison.Ordinal) ? text[2..] : text[1..]);
        }

        string word = text[^1] is '?' or '!' or '=' ? text[..^1] : text;
        return IsIdentifier(word);
    }

    private static bool IsIdentifier(string word)
    {
        if (word.Length == 0 || char.IsAsciiDigit(word[0]))
        {
            return false;
        }

        foreach (char character in word)
        {
            if (!IsWord(character))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_' || (character >= 0x80 && character != '\uFFFD');
}

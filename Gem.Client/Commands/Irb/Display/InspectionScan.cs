namespace Gem.Client.Commands.Irb.Display;

/// <summary>
/// Cuts what inspect answered into pieces: strings, symbols, numbers, names, brackets. Inspections need not be Ruby
/// (<c>#&lt;Point:0x10 @x=1&gt;</c>), so this is a scan of its own; it loses nothing, whatever the text.
/// </summary>
internal static class InspectionScan
{
    /// <summary>The pieces, which together are the text.</summary>
    public static IReadOnlyList<InspectionPiece> Of(string text)
    {
        List<InspectionPiece> pieces = [];
        for (int at = 0; at < text.Length;)
        {
            InspectionPiece piece = Next(text, at);
            pieces.Add(piece);
            at += piece.Text.Length;
        }

        return pieces;
    }

    private static InspectionPiece Next(string text, int at)
    {
        char c = text[at];
        char next = at + 1 < text.Length ? text[at + 1] : '\0';
        switch (c)
        {
            case '"':
                int quoteEnd = StringEnd(text, at);
                return IsAt(text, quoteEnd, ": ") ? Cut(text, at, quoteEnd + 1, Style.Magenta) : Cut(text, at, quoteEnd, Style.Red);
            case ':' when next == '"':
                return Cut(text, at, StringEnd(text, at + 1), Style.Yellow);
            case ':' when IsWordStart(next) && (at == 0 || text[at - 1] != ':'):
                return Cut(text, at, WordEnd(text, at + 1), Style.Yellow);
            case '#' when next == '<':
                return new InspectionPiece("#<", Style.Green, +1);
            case '>' when at > 0 && text[at - 1] is not ('=' or '-'):
                return new InspectionPiece(">", Style.Green, -1);
            case '[' or '{' or '(':
                return new InspectionPiece(text.Substring(at, 1), Style.Plain, +1);
            case ']' or '}' or ')':
                return new InspectionPiece(text.Substring(at, 1), Style.Plain, -1);
            case ',' when next == ' ':
                return new InspectionPiece(", ", Style.Plain) { IsSeparator = true };
            case '@':
                return Cut(text, at, WordEnd(text, at + 1), Style.Plain);
        }

        bool isNumber = char.IsAsciiDigit(c) || (c == '-' && char.IsAsciiDigit(next));
        if (isNumber)
        {
            return Cut(text, at, NumberEnd(text, at + 1), Style.BoldBlue);
        }

        return IsWordStart(c) ? Word(text, at) : Cut(text, at, at + 1, Style.Plain);
    }

    private static InspectionPiece Word(string text, int at)
    {
        int end = WordEnd(text, at);
        if (IsAt(text, end, ": "))
        {
            return Cut(text, at, end + 1, Style.Magenta);
        }

        Style style = text.AsSpan(at, end - at) is "nil" or "true" or "false" ? Style.BoldCyan
            : char.IsUpper(text[at]) ? Style.UnderlinedBlue : Style.Plain;
        return Cut(text, at, end, style);
    }

    private static InspectionPiece Cut(string text, int start, int end, Style style) => new(text[start..end], style);

    private static bool IsAt(string text, int at, string wanted) => string.CompareOrdinal(text, at, wanted, 0, wanted.Length) == 0;

    private static bool IsWordStart(char c) => char.IsLetter(c) || c == '_';

    private static int WordEnd(string text, int at)
    {
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        return at < text.Length && text[at] is '?' or '!' ? at + 1 : at;
    }

    private static int NumberEnd(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'
            || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
            || (text[at] is '-' or '+' && text[at - 1] == 'e')))
        {
            at++;
        }

        return at;
    }

    private static int StringEnd(string text, int quote)
    {
        for (int at = quote + 1; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == '"')
            {
                return at + 1;
            }
        }

        return text.Length;
    }
}

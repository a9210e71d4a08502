namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>
/// Heredocs. A body is parsed as soon as its opening is met; the newline that ends the opening's line is then remembered
/// with the place behind the body, and every scan that crosses that newline goes on there.
/// </summary>
internal sealed partial class Lexer
{
    private readonly Dictionary<int, int> _bodyEnds = [];
    private int _lastJumpNewline = -1;

    /// <summary>Reads the opening of a heredoc at the current <c>&lt;&lt;</c>, or null if it is none.</summary>
    internal Heredoc? ReadHeredocOpening()
    {
        int p = Start + 2;
        bool isSquiggly = _text[p] == '~';
        bool isIndented = isSquiggly || _text[p] == '-';
        p += isIndented ? 1 : 0;
        byte quote = _text[p];
        if (quote is (byte)'"' or (byte)'\'' or (byte)'`')
        {
            int end = p + 1;
            while (_text[end] != quote)
            {
                if (_text[end] == '\n' || end >= _limit)
                {
                    return null;
                }
                end++;
            }
            return new Heredoc(end + 1, p + 1, end, quote, isIndented, isSquiggly);
        }
        if (!CharacterClass.IsName(_text[p]))
        {
            return null;
        }
        int nameEnd = ScanName(p);
        return new Heredoc(nameEnd, p, nameEnd, 0, isIndented, isSquiggly);
    }

    /// <summary>The newline that ends the line of a heredoc's opening.</summary>
    internal int FindHeredocNewline(Heredoc heredoc)
    {
        int newline = FindLineEnd(heredoc.OpeningEnd);
        if (newline >= _limit)
        {
            throw UnterminatedHeredoc(heredoc);
        }
        return newline;
    }

    /// <summary>Where the line after a newline begins, behind any heredoc bodies that start there.</summary>
    internal int AfterNewline(int newline) =>
        newline <= _lastJumpNewline && _bodyEnds.TryGetValue(newline, out int target) ? target : newline + 1;

    /// <summary>Lets scans that cross a newline go on behind a heredoc's body.</summary>
    internal void JumpAt(int newline, int bodyEnd)
    {
        _bodyEnds[newline] = bodyEnd;
        _lastJumpNewline = Math.Max(_lastJumpNewline, newline);
    }

    /// <summary>Whether the line at an offset ends the heredoc.</summary>
    internal bool IsHeredocTerminator(int p, Heredoc heredoc, out int after)
    {
        after = p;
        int lineEnd = FindLineEnd(p);
        int end = lineEnd > p && _text[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        int name = end - (heredoc.NameEnd - heredoc.NameStart);
        if (name < p || (name > p && !heredoc.IsIndented) || !Slice(name, end).SequenceEqual(Slice(heredoc.NameStart, heredoc.NameEnd)))
        {
            return false;
        }
        while (p < name)
        {
            if (!CharacterClass.IsBlank(_text[p++]))
            {
                return false;
            }
        }
        p = lineEnd;
        after = p < _limit ? AfterNewline(p) : _limit;
        return true;
    }

    internal SyntaxException UnterminatedHeredoc(Heredoc heredoc) =>
        new(heredoc.NameStart, "unterminated heredoc; can't find "
            + $"\"{System.Text.Encoding.UTF8.GetString(Slice(heredoc.NameStart, heredoc.NameEnd))}\" anywhere before EOF", isAtEnd: true);
}

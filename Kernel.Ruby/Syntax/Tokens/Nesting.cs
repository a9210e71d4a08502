namespace Kernel.Ruby.Syntax.Tokens;

/// <summary>
/// How deep the lines of a text stand in constructs and brackets, for prompts and indentation. Works on text that is not whole.
/// </summary>
public sealed class Nesting
{
    private const int IndentWidth = 2;

    private readonly string _text;
    private readonly List<int> _lineStarts = [0];
    private readonly List<SourceToken[]> _openAtStart = [];
    private readonly List<SourceToken?> _first = [];
    private readonly List<SourceToken?> _last = [];
    private readonly HashSet<int> _linesInLiterals = [];

    /// <summary>The nesting of a text's tokens.</summary>
    public Nesting(string text, IReadOnlyList<SourceToken> tokens)
    {
        _text = text;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                _lineStarts.Add(i + 1);
            }
        }

        Stack<SourceToken> open = new();
        int next = 0;
        for (int line = 0; line < _lineStarts.Count; line++)
        {
            _openAtStart.Add([.. open]);
            SourceToken? first = null;
            SourceToken? last = null;
            int end = line + 1 < _lineStarts.Count ? _lineStarts[line + 1] : int.MaxValue;
            for (; next < tokens.Count && tokens[next].Start < end; next++)
            {
                SourceToken token = tokens[next];
                NoteLiteral(token);
                if (token.Category is TokenCategory.Newline or TokenCategory.Comment)
                {
                    continue;
                }

                first ??= token;
                last = token;
                Apply(token, open);
            }

            _first.Add(first);
            _last.Add(last);
        }

        OpenAtEnd = open.Count;
    }

    /// <summary>How many constructs are open at the end of the text.</summary>
    public int OpenAtEnd { get; }

    /// <summary>Lines of the text.</summary>
    public int LineCount => _lineStarts.Count;

    /// <summary>How many constructs are open where a line begins.</summary>
    public int DepthAt(int line) => _openAtStart[line].Length;

    /// <summary>Whether a line begins with the end or the next part of a construct: such a line stands further left.</summary>
    public bool IsOutdented(int line) => _first[line] is { Role: TokenRole.Closes or TokenRole.Continues };

    /// <summary>Whether a line begins within a string, a heredoc or a long comment: white space counts there.</summary>
    public bool IsInLiteral(int line) =>
        _linesInLiterals.Contains(line) || _openAtStart[line] is [{ Category: not (TokenCategory.Keyword or TokenCategory.Bracket or TokenCategory.Embedding) }, ..];

    /// <summary>The number of spaces that a line should begin with, going by the lines above.</summary>
    public int IndentOf(int line)
    {
        SourceToken[] open = _openAtStart[line];
        if (_first[line] is { Role: TokenRole.Closes or TokenRole.Continues } && open.Length > 0)
        {
            return ActualIndentOf(LineOf(open[0].Start));
        }

        if (open.Length > 0)
        {
            int opener = LineOf(open[0].Start);
            int indent = ActualIndentOf(opener) + IndentWidth;
            return opener < line - 1 && GoesOn(line - 1) ? Math.Max(indent, ContinuedIndent(line)) : indent;
        }

        return line > 0 && GoesOn(line - 1) ? ContinuedIndent(line) : 0;
    }

    /// <summary>White space that a line begins with.</summary>
    public int ActualIndentOf(int line)
    {
        int start = _lineStarts[line];
        int end = start;
        while (end < _text.Length && _text[end] is ' ' or '\t')
        {
            end++;
        }

        return end - start;
    }

    /// <summary>Notes the lines that begin in a token.</summary>
    private void NoteLiteral(SourceToken token)
    {
        bool isHeredocText = token.Category == TokenCategory.String && _lineStarts.BinarySearch(token.Start) >= 0;
        for (int line = LineOf(token.Start) + (isHeredocText ? 0 : 1); line < _lineStarts.Count && _lineStarts[line] < token.End; line++)
        {
            _linesInLiterals.Add(line);
        }
    }

    private static void Apply(SourceToken token, Stack<SourceToken> open)
    {
        switch (token.Role)
        {
            case TokenRole.Opens:
                open.Push(token);
                break;
            case TokenRole.Closes:
                open.TryPop(out _);
                break;
        }
    }

    /// <summary>The first line of a statement that goes on stands where it stands, the others two spaces further right.</summary>
    private int ContinuedIndent(int line) => ActualIndentOf(line - 1) + (line > 1 && GoesOn(line - 2) ? 0 : IndentWidth);

    /// <summary>Whether a line ends where an operand must follow.</summary>
    private bool GoesOn(int line)
    {
        if (_last[line] is not { } last)
        {
            return false;
        }

        ReadOnlySpan<char> text = last.In(_text);
        return last.Category == TokenCategory.Operator ? !text.SequenceEqual("|") : last.Category == TokenCategory.Punctuation && text is "." or "&.";
    }

    private int LineOf(int offset)
    {
        int found = _lineStarts.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }
}

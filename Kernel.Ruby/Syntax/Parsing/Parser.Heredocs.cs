using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Heredocs and the indentation that squiggly ones lose.</summary>
internal sealed partial class Parser
{
    /// <summary>Parses the body of a heredoc, then goes on behind its opening.</summary>
    private Node ParseHeredoc(Heredoc heredoc)
    {
        int start = _lex.Start;
        int newline = _lex.FindHeredocNewline(heredoc);
        var scan = new LiteralScan
        {
            Position = _lex.AfterNewline(newline),
            Interpolates = heredoc.Quote != '\'',
            Heredoc = heredoc,
            AtLineStart = true,
        };
        List<Node> parts = heredoc.IsSquiggly ? ParseSquigglyParts(ref scan) : ParseParts(ref scan);
        _lex.JumpAt(newline, scan.Position);
        _lex.Resume(heredoc.OpeningEnd);
        var span = new SourceSpan(start, heredoc.OpeningEnd);
        if (heredoc.Quote == '`')
        {
            return MakeShell(span, parts);
        }
        Node first = MakeString(span, parts);
        return _lex.Kind is TokenKind.DoubleQuote or TokenKind.SingleQuote ? ParseAdjacentStrings(first) : first;
    }

    /// <summary>The parts of a squiggly heredoc, a string for each line at least, without the common indentation.</summary>
    private List<Node> ParseSquigglyParts(ref LiteralScan scan)
    {
        var parts = new List<Node>();
        var indents = new List<int>();
        int common = int.MaxValue;
        while (true)
        {
            ContentStop stop = _lex.ScanContent(ref scan);
            int indentBytes = stop == ContentStop.Close ? -1 : scan.IndentBytes;
            if (indentBytes >= 0)
            {
                ReadOnlySpan<byte> text = _lex.Buffer.Span;
                bool isBlank = stop == ContentStop.LineEnd && IsBlankLine(text, indentBytes);
                common = isBlank ? common : Math.Min(common, IndentWidth(text[..Math.Min(indentBytes, text.Length)]));
            }
            if (_lex.Buffer.Length > 0)
            {
                AddText(parts, ref scan);
                indents.Add(indentBytes);
            }
            if (stop == ContentStop.Close)
            {
                return RemoveIndent(parts, indents, common == int.MaxValue ? 0 : common);
            }
            if (ParseEmbedded(stop, ref scan) is { } embedded)
            {
                parts.Add(embedded);
                indents.Add(-1);
            }
        }
    }

    private static bool IsBlankLine(ReadOnlySpan<byte> text, int indentBytes) =>
        text.Length == indentBytes + 1 && text[indentBytes] == '\n';

    /// <summary>The columns that white space covers; a tab goes on to the next multiple of eight.</summary>
    private static int IndentWidth(ReadOnlySpan<byte> blanks)
    {
        int width = 0;
        foreach (byte c in blanks)
        {
            width = c == '\t' ? (width / 8 * 8) + 8 : width + 1;
        }
        return width;
    }

    private static List<Node> RemoveIndent(List<Node> parts, List<int> indents, int common)
    {
        var kept = new List<Node>();
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i] is not StringNode text || indents[i] <= 0)
            {
                kept.Add(parts[i]);
                continue;
            }
            int width = 0;
            int skip = 0;
            while (skip < indents[i] && width < common)
            {
                int next = text.Unescaped[skip] == '\t' ? (width / 8 * 8) + 8 : width + 1;
                if (next > common)
                {
                    break;
                }
                width = next;
                skip++;
            }
            if (skip < text.Unescaped.Length)
            {
                kept.Add(skip == 0 ? text : new StringNode(text.Location, text.Flags, text.Unescaped[skip..]));
            }
        }
        return kept;
    }
}

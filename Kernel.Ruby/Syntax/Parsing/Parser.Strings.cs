using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Strings, characters, word lists and shell commands.</summary>
internal sealed partial class Parser
{
    /// <summary>A string in quotation marks and those that follow it directly, or a label like <c>"a": </c>.</summary>
    private Node ParseQuoted(bool mayBeLabel, out bool isLabel)
    {
        byte quote = _lex.At(_lex.Start);
        int start = _lex.Start;
        var scan = new LiteralScan { Position = _lex.End, Close = quote, Interpolates = quote == '"' };
        List<Node> parts = ParseParts(ref scan);
        int end = scan.Position + 1;
        isLabel = mayBeLabel && _lex.At(end) == ':' && _lex.At(end + 1) != ':';
        if (isLabel)
        {
            _lex.Resume(end + 1);
            return MakeSymbol(new SourceSpan(start, end + 1), parts);
        }
        _lex.Resume(end);
        Node first = MakeString(new SourceSpan(start, end), parts);
        return _lex.Kind is TokenKind.DoubleQuote or TokenKind.SingleQuote ? ParseAdjacentStrings(first) : first;
    }

    private Node ParseString(int start, int contents, byte open, byte close, bool interpolates)
    {
        var scan = new LiteralScan { Position = contents, Open = open, Close = close, Interpolates = interpolates };
        List<Node> parts = ParseParts(ref scan);
        _lex.ResumeBehind(scan.Position);
        Node first = MakeString(SpanFrom(start), parts);
        return _lex.Kind is TokenKind.DoubleQuote or TokenKind.SingleQuote ? ParseAdjacentStrings(first) : first;
    }

    /// <summary>Literals side by side make one string.</summary>
    private InterpolatedStringNode ParseAdjacentStrings(Node first)
    {
        var strings = new List<Node> { first };
        while (_lex.Kind is TokenKind.DoubleQuote or TokenKind.SingleQuote)
        {
            byte quote = _lex.At(_lex.Start);
            int start = _lex.Start;
            var scan = new LiteralScan { Position = _lex.End, Close = quote, Interpolates = quote == '"' };
            List<Node> parts = ParseParts(ref scan);
            _lex.ResumeBehind(scan.Position);
            strings.Add(MakeString(SpanFrom(start), parts));
        }
        return new InterpolatedStringNode(SpanOf(strings[0], strings[^1]), InterpolatedFlags(strings), [.. strings]);
    }

    /// <summary>A plain string if there is no more than that to it, else an interpolated one.</summary>
    private Node MakeString(SourceSpan span, List<Node> parts) => parts switch
    {
        [] => new StringNode(span, LiteralStringFlags(StringFlags.None), []),
        [StringNode only] => new StringNode(span, LiteralStringFlags(only.Flags), only.Unescaped),
        _ => new InterpolatedStringNode(span, InterpolatedFlags(parts), [.. parts]),
    };

    /// <summary>Only an interpolated string of nothing but literals can be frozen.</summary>
    private InterpolatedStringFlags InterpolatedFlags(List<Node> parts)
    {
        foreach (Node part in parts)
        {
            if (part is not StringNode)
            {
                return InterpolatedStringFlags.None;
            }
        }
        return _lex.FrozenStringLiteral switch
        {
            true => InterpolatedStringFlags.Frozen,
            false => InterpolatedStringFlags.Mutable,
            null => InterpolatedStringFlags.None,
        };
    }

    private Node ParseCharacter()
    {
        int start = _lex.Start;
        StringFlags flags = StringFlags.None;
        int end = _lex.ScanCharacterLiteral(ref flags);
        if (end < 0)
        {
            throw Unexpected();
        }
        byte[] bytes = _lex.Buffer.Take();
        _lex.Resume(end);
        var character = new StringNode(SpanFrom(start), LiteralStringFlags(flags), bytes);
        return _lex.Kind is TokenKind.DoubleQuote or TokenKind.SingleQuote ? ParseAdjacentStrings(character) : character;
    }

    private Node ParseShell(int start, int contents, byte open, byte close)
    {
        var scan = new LiteralScan { Position = contents, Open = open, Close = close, Interpolates = true };
        List<Node> parts = ParseParts(ref scan);
        _lex.ResumeBehind(scan.Position);
        return MakeShell(SpanFrom(start), parts);
    }

    private static Node MakeShell(SourceSpan span, List<Node> parts) => parts switch
    {
        [] => new XStringNode(span, EncodingFlags.None, []),
        [StringNode only] => new XStringNode(span, (EncodingFlags)(only.Flags & (StringFlags)12), only.Unescaped),
        _ => new InterpolatedXStringNode(span, [.. parts]),
    };

    /// <summary><c>%w</c>, <c>%W</c>, <c>%i</c> and <c>%I</c>.</summary>
    private ArrayNode ParseWordList(int start, int contents, byte open, byte close, char kind)
    {
        var scan = new LiteralScan
        {
            Position = contents,
            Open = open,
            Close = close,
            Interpolates = kind is 'W' or 'I',
            IsList = true,
        };
        bool isSymbols = kind is 'i' or 'I';
        var elements = new List<Node>();
        while (true)
        {
            SkipListSpaces(ref scan);
            int wordStart = scan.Position;
            List<Node> parts = ParseParts(ref scan);
            if (parts.Count > 0)
            {
                var span = new SourceSpan(wordStart, scan.Position);
                elements.Add(isSymbols ? MakeSymbol(span, parts) : MakeString(span, parts));
            }
            if (!CharacterClass.IsSpace(_lex.At(scan.Position)) || (_lex.At(scan.Position) == close && scan.Depth == 0))
            {
                break;
            }
        }
        _lex.ResumeBehind(scan.Position);
        return new ArrayNode(SpanFrom(start), ArrayFlags.None, [.. elements]);
    }

    private void SkipListSpaces(ref LiteralScan scan)
    {
        while (CharacterClass.IsSpace(_lex.At(scan.Position)) && _lex.At(scan.Position) != scan.Close)
        {
            scan.Position = _lex.At(scan.Position) == '\n' ? _lex.AfterNewline(scan.Position) : scan.Position + 1;
        }
    }
}

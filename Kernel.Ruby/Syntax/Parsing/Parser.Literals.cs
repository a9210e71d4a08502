using System.Text;
using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Literals that begin with what could be an operator, and the parts that all string-like literals share.</summary>
internal sealed partial class Parser
{
    private byte[]? fileNameBytes;

    private byte[] FileNameBytes => fileNameBytes ??= Encoding.UTF8.GetBytes(source.FileName);

    /// <summary>A literal whose first token, in the place of an operator, would be one.</summary>
    private Node ParseLiteral()
    {
        switch (lex.Kind)
        {
            case TokenKind.DoubleQuote or TokenKind.SingleQuote:
                return ParseQuoted(mayBeLabel: false, out _);
            case TokenKind.Backtick:
                return ParseShell(lex.Start, lex.End, 0, (byte)'`');
            case TokenKind.Colon:
                return ParseSymbol();
            case TokenKind.Question:
                return ParseCharacter();
            case TokenKind.Slash:
                return ParseRegexp(lex.Start, lex.End, 0, (byte)'/');
            case TokenKind.Percent:
                return ParsePercentLiteral();
            case TokenKind.ShiftLeft:
                Heredoc heredoc = lex.ReadHeredocOpening() ?? throw Unexpected();
                return ParseHeredoc(heredoc);
            default:
                return lex.At(lex.Start) switch
                {
                    (byte)'/' => ParseRegexp(lex.Start, lex.Start + 1, 0, (byte)'/'),
                    (byte)'%' => ParsePercentLiteral(),
                    _ => throw Unexpected(),
                };
        }
    }

    /// <summary>A literal that begins with a percent sign: <c>%w[…]</c>, <c>%(…)</c> and their like.</summary>
    private Node ParsePercentLiteral()
    {
        int start = lex.Start;
        byte kind = lex.At(start + 1);
        bool hasKind = CharacterClass.IsLetter(kind);
        int delimiter = hasKind ? start + 2 : start + 1;
        byte open = lex.At(delimiter);
        if (CharacterClass.IsLetter(open) || CharacterClass.IsDigit(open) || open >= 0x80 || delimiter >= lex.Limit)
        {
            throw new SyntaxException(start, "unknown type of %string", delimiter >= lex.Limit);
        }
        byte close = open switch
        {
            (byte)'(' => (byte)')',
            (byte)'[' => (byte)']',
            (byte)'{' => (byte)'}',
            (byte)'<' => (byte)'>',
            _ => open,
        };
        byte nests = close == open ? (byte)0 : open;
        if (open == '\r' && lex.At(delimiter + 1) == '\n')
        {
            delimiter++;
            close = (byte)'\n';
            nests = 0;
        }
        int contents = lex.Behind(delimiter);
        switch (hasKind ? (char)kind : 'Q')
        {
            case 'Q': return ParseString(start, contents, nests, close, interpolates: true);
            case 'q': return ParseString(start, contents, nests, close, interpolates: false);
            case 'w' or 'W' or 'i' or 'I': return ParseWordList(start, contents, nests, close, (char)kind);
            case 'r': return ParseRegexp(start, contents, nests, close);
            case 's': return ParseQuotedSymbol(start, contents, nests, close, interpolates: false);
            case 'x': return ParseShell(start, contents, nests, close);
            default: throw new SyntaxException(start, "unknown type of %string", false);
        }
    }

    /// <summary>
    /// The parts of a literal up to its closing delimiter, where the scan stops: strings and embedded code, no empty strings.
    /// </summary>
    private List<Node> ParseParts(ref LiteralScan scan)
    {
        var parts = new List<Node>();
        while (true)
        {
            ContentStop stop = lex.ScanContent(ref scan);
            AddText(parts, ref scan);
            if (stop is ContentStop.Close or ContentStop.Separator)
            {
                return parts;
            }
            if (ParseEmbedded(stop, ref scan) is { } embedded)
            {
                parts.Add(embedded);
            }
        }
    }

    private void AddText(List<Node> parts, ref LiteralScan scan)
    {
        if (lex.Buffer.Length > 0)
        {
            parts.Add(new StringNode(new SourceSpan(scan.PartStart, scan.PartEnd), scan.Encoding, lex.Buffer.Take()));
        }
    }

    private Node? ParseEmbedded(ContentStop stop, ref LiteralScan scan) => stop switch
    {
        ContentStop.Statements => ParseEmbeddedStatements(ref scan),
        ContentStop.Variable => ParseEmbeddedVariable(ref scan),
        _ => null,
    };

    private EmbeddedStatementsNode ParseEmbeddedStatements(ref LiteralScan scan)
    {
        int start = scan.Position - 2;
        lex.Resume(scan.Position);
        StatementsNode? statements = ParseStatements();
        if (lex.Kind != TokenKind.RightBrace)
        {
            throw Unexpected("'}' of the interpolation");
        }
        scan.Position = lex.End;
        return new EmbeddedStatementsNode(new SourceSpan(start, lex.End), statements);
    }

    private EmbeddedVariableNode ParseEmbeddedVariable(ref LiteralScan scan)
    {
        int start = scan.Position - 1;
        lex.ScanEmbeddedVariable(scan.Position);
        SourceSpan span = lex.Span;
        scan.Position = lex.End;
        string name = lex.Name();
        Node variable = lex.Kind switch
        {
            TokenKind.InstanceVariable => new InstanceVariableReadNode(span, name),
            TokenKind.ClassVariable => new ClassVariableReadNode(span, name),
            TokenKind.BackReference => new BackReferenceReadNode(span, name),
            TokenKind.NumberedReference =>
                new NumberedReferenceReadNode(span, int.TryParse(name.AsSpan(1), out int number) ? number : 0),
            _ => new GlobalVariableReadNode(span, name),
        };
        return new EmbeddedVariableNode(new SourceSpan(start, span.End), variable);
    }

    /// <summary>The flags of a string literal that stands by itself: magic comments may freeze it.</summary>
    private StringFlags LiteralStringFlags(StringFlags encoding) => lex.FrozenStringLiteral switch
    {
        true => encoding | StringFlags.Frozen,
        false => encoding | StringFlags.Mutable,
        null => encoding,
    };

    private static bool IsAscii(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes);
}

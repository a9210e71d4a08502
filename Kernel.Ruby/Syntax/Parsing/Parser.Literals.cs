using System.Text;
using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Literals that begin with what could be an operator, and the parts that all string-like literals share.</summary>
internal sealed partial class Parser
{
    private byte[]? _fileNameBytes;

    private byte[] FileNameBytes => _fileNameBytes ??= Encoding.UTF8.GetBytes(_source.FileName);

    /// <summary>A literal whose first token, in the place of an operator, would be one.</summary>
    private Node ParseLiteral()
    {
        switch (_lex.Kind)
        {
            case TokenKind.DoubleQuote or TokenKind.SingleQuote:
                return ParseQuoted(mayBeLabel: false, out _);
            case TokenKind.Backtick:
                return ParseShell(_lex.Start, _lex.End, 0, (byte)'`');
            case TokenKind.Colon:
                return ParseSymbol();
            case TokenKind.Question:
                return ParseCharacter();
            case TokenKind.Slash:
                return ParseRegexp(_lex.Start, _lex.End, 0, (byte)'/');
            case TokenKind.Percent:
                return ParsePercentLiteral();
            case TokenKind.ShiftLeft:
                Heredoc heredoc = _lex.ReadHeredocOpening() ?? throw Unexpected();
                return ParseHeredoc(heredoc);
            default:
                return _lex.At(_lex.Start) switch
                {
                    (byte)'/' => ParseRegexp(_lex.Start, _lex.Start + 1, 0, (byte)'/'),
                    (byte)'%' => ParsePercentLiteral(),
                    _ => throw Unexpected(),
                };
        }
    }

    /// <summary>A literal that begins with a percent sign: <c>%w[…]</c>, <c>%(…)</c> and their like.</summary>
    private Node ParsePercentLiteral()
    {
        int start = _lex.Start;
        byte kind = _lex.At(start + 1);
        bool hasKind = CharacterClass.IsLetter(kind);
        int delimiter = hasKind ? start + 2 : start + 1;
        byte open = _lex.At(delimiter);
        if (CharacterClass.IsLetter(open) || CharacterClass.IsDigit(open) || open >= 0x80 || delimiter >= _lex.Limit)
        {
            throw new SyntaxException(start, "unknown type of %string", delimiter >= _lex.Limit);
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
        if (open == '\r' && _lex.At(delimiter + 1) == '\n')
        {
            delimiter++;
            close = (byte)'\n';
            nests = 0;
        }
        int contents = _lex.Behind(delimiter);
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
            ContentStop stop = _lex.ScanContent(ref scan);
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
        if (_lex.Buffer.Length > 0)
        {
            parts.Add(new StringNode(new SourceSpan(scan.PartStart, scan.PartEnd), scan.Encoding, _lex.Buffer.Take()));
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
        _lex.Resume(scan.Position);
        StatementsNode? statements = ParseStatements(TokenKind.RightBrace, recovers: false);
        if (_lex.Kind != TokenKind.RightBrace)
        {
            throw Unexpected("'}' of the interpolation");
        }
        scan.Position = _lex.End;
        return new EmbeddedStatementsNode(new SourceSpan(start, _lex.End), statements);
    }

    private EmbeddedVariableNode ParseEmbeddedVariable(ref LiteralScan scan)
    {
        int start = scan.Position - 1;
        _lex.ScanEmbeddedVariable(scan.Position);
        SourceSpan span = _lex.Span;
        scan.Position = _lex.End;
        string name = _lex.Name();
        Node variable = _lex.Kind switch
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
    private StringFlags LiteralStringFlags(StringFlags encoding) => _lex.FrozenStringLiteral switch
    {
        true => encoding | StringFlags.Frozen,
        false => encoding | StringFlags.Mutable,
        null => encoding,
    };

    private static bool IsAscii(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes);
}

using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Syntax;

/// <summary>Literals, on their own and within literal arrays.</summary>
public sealed partial class Parser
{
    private Node ReadLiteral(string expected)
    {
        switch (_current.Kind)
        {
            case TokenKind.Integer or TokenKind.Float or TokenKind.ScaledDecimal:
                return ReadNumber(isNegative: false, _current.Span);
            case TokenKind.Binary when StartsNegativeNumber():
                return ReadNumber(isNegative: true, Take().Span);
            case TokenKind.Character:
                Token character = Take();
                return new CharacterNode(character.Span, (int)character.Number);
            case TokenKind.String:
                Token text = Take();
                return new StringNode(text.Span, text.Text);
            case TokenKind.Symbol:
                Token symbol = Take();
                return new SymbolNode(symbol.Span, symbol.Text);
            case TokenKind.LiteralArrayStart:
                return ReadLiteralArray();
            case TokenKind.ByteArrayStart:
                return ReadByteArray();
            case TokenKind.Identifier when ReservedNode.KindOf(_current.Text) is NodeKind.Nil or NodeKind.True or NodeKind.False:
                Token reserved = Take();
                return new ReservedNode(reserved.Span, ReservedNode.KindOf(reserved.Text)!.Value);
            default:
                throw Unexpected(expected);
        }
    }

    private bool StartsNegativeNumber() =>
        _current.Text == "-"
        && _ahead.Kind is TokenKind.Integer or TokenKind.Float or TokenKind.ScaledDecimal
        && _ahead.Span.Start == _current.Span.End;

    private Node ReadNumber(bool isNegative, SourceSpan start)
    {
        Token number = Take();
        SourceSpan span = start.To(number.Span);
        return number.Kind switch
        {
            TokenKind.Integer => new IntegerNode(span, isNegative ? -number.Number : number.Number),
            TokenKind.Float => new FloatNode(span, isNegative ? -number.Double : number.Double),
            _ => new ScaledDecimalNode(span, isNegative ? -number.Number : number.Number, number.FractionDigits, number.Scale),
        };
    }

    /// <summary>
    /// <c>#( … )</c>, or <c>( … )</c> within one. Names and operators stand for symbols here, nil, true and false for themselves.
    /// </summary>
    private LiteralArrayNode ReadLiteralArray()
    {
        Enter();
        SourceSpan start = Take().Span;
        var elements = new List<Node>();
        while (_current.Kind != TokenKind.RightParenthesis)
        {
            elements.Add(ReadArrayElement());
        }

        Take();
        _depth--;
        return new LiteralArrayNode(start.To(_last), elements);
    }

    private Node ReadArrayElement()
    {
        switch (_current.Kind)
        {
            case TokenKind.Identifier when ReservedNode.KindOf(_current.Text) is not (NodeKind.Nil or NodeKind.True or NodeKind.False):
                Token name = Take();
                return new SymbolNode(name.Span, name.Text);
            case TokenKind.Keyword:
                return ReadBareKeywords();
            case TokenKind.Binary when !StartsNegativeNumber():
                Token operation = Take();
                return new SymbolNode(operation.Span, operation.Text);
            case TokenKind.LeftParenthesis:
                return ReadLiteralArray();
            case TokenKind.LeftBracket:
                return ReadByteArray();
            default:
                return ReadLiteral("a literal or ')'");
        }
    }

    /// <summary>Keywords that touch are one selector: <c>at:put:</c>.</summary>
    private SymbolNode ReadBareKeywords()
    {
        Token first = Take();
        string selector = first.Text;
        while (_current.Kind == TokenKind.Keyword && _current.Span.Start == _last.End)
        {
            selector += Take().Text;
        }

        return new SymbolNode(first.Span.To(_last), selector);
    }

    private ByteArrayNode ReadByteArray()
    {
        SourceSpan start = Take().Span;
        var bytes = new List<byte>();
        while (_current.Kind != TokenKind.RightBracket)
        {
            if (_current.Kind != TokenKind.Integer)
            {
                throw Unexpected("a byte or ']'");
            }

            if (_current.Number > byte.MaxValue || _current.Number < 0)
            {
                throw Error(_current, $"{_current.Number} is not a byte, 0 to 255");
            }

            bytes.Add((byte)Take().Number);
        }

        Take();
        return new ByteArrayNode(start.To(_last), bytes.ToArray());
    }
}

using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Syntax;

/// <summary>Expressions: assignments, cascades, the three precedences of messages, and operands.</summary>
public sealed partial class Parser
{
    private const int DeepestNesting = 400;
    private const string RubyArgument = "_:";
    private const string RubyBlockSuffix = "__BLOCK:";
    private int _depth;

    private Node ReadExpression()
    {
        Enter();
        Node expression = _current.Kind == TokenKind.Identifier && _ahead.Kind == TokenKind.Assign ? ReadAssignment() : ReadCascade();
        _depth--;
        return expression;
    }

    /// <summary>Every recursion passes here, so no text can overflow the stack.</summary>
    private void Enter()
    {
        if (++_depth > DeepestNesting)
        {
            throw Error(_current, $"nested more than {DeepestNesting} deep");
        }
    }

    private AssignmentNode ReadAssignment()
    {
        if (ReservedNode.KindOf(_current.Text) is not null)
        {
            throw Error(_current, $"'{_current.Text}' cannot be assigned");
        }

        Token name = Take();
        Take();
        Node value = ReadExpression();
        return new AssignmentNode(name.Span.To(value.Span), new VariableNode(name.Span, name.Text), value);
    }

    private Node ReadCascade()
    {
        Node expression = ReadKeywordSend();
        if (_current.Kind != TokenKind.Semicolon)
        {
            return expression;
        }

        if (expression is not SendNode first)
        {
            throw Error(_current, "a cascade needs a message before ';'");
        }

        var messages = new List<MessageNode> { first.Message };
        while (_current.Kind == TokenKind.Semicolon)
        {
            Take();
            messages.Add(TryReadUnaryMessage() ?? TryReadBinaryMessage() ?? TryReadKeywordMessage() ?? throw Unexpected("a message behind ';'"));
        }

        return new CascadeNode(first.Span.To(_last), first.Receiver, messages);
    }

    private Node ReadKeywordSend()
    {
        Node receiver = ReadBinarySend();
        MessageNode? message = TryReadKeywordMessage();
        return message is null ? CheckedOperand(receiver) : Send(receiver, message);
    }

    private Node ReadBinarySend()
    {
        Node receiver = ReadUnarySend();
        while (TryReadBinaryMessage() is MessageNode message)
        {
            receiver = Send(receiver, message);
        }

        return receiver;
    }

    private Node ReadUnarySend()
    {
        Node receiver = ReadOperand();
        while (TryReadUnaryMessage() is MessageNode message)
        {
            receiver = Send(receiver, message);
        }

        return receiver;
    }

    private static SendNode Send(Node receiver, MessageNode message) => new(receiver.Span.To(message.Span), receiver, message);

    private MessageNode? TryReadUnaryMessage()
    {
        if (_current.Kind is not (TokenKind.Identifier or TokenKind.EnvironmentUnary))
        {
            return null;
        }

        Token name = Take();
        return new MessageNode(name.Span, name.Text, [], name.Environment, name.IsRubyNamed);
    }

    private MessageNode? TryReadBinaryMessage()
    {
        if (_current.Kind is not (TokenKind.Binary or TokenKind.EnvironmentBinary))
        {
            return null;
        }

        Token operation = Take();
        Node argument = CheckedOperand(ReadUnarySend());
        return new MessageNode(operation.Span.To(argument.Span), operation.Text, [argument], operation.Environment, operation.IsRubyNamed);
    }

    private MessageNode? TryReadKeywordMessage()
    {
        if (_current.Kind is not (TokenKind.Keyword or TokenKind.EnvironmentKeyword))
        {
            return null;
        }

        Token first = Take();
        if (first.IsRubyNamed)
        {
            return ReadRubyMessage(first);
        }

        string selector = first.Text;
        var arguments = new List<Node> { CheckedOperand(ReadBinarySend()) };
        while (_current.Kind == TokenKind.Keyword)
        {
            selector += Take().Text;
            arguments.Add(CheckedOperand(ReadBinarySend()));
        }

        return new MessageNode(first.Span.To(_last), selector, arguments, first.Environment, false);
    }

    /// <summary><c>@ruby1:ljust: 20 _: 'X'</c>: the first keyword names the method, <c>_:</c> brings further arguments,
    /// <c>__BLOCK:</c>, last, the block.</summary>
    private MessageNode ReadRubyMessage(Token first)
    {
        bool hasBlock = first.Text.Length > RubyBlockSuffix.Length && first.Text.EndsWith(RubyBlockSuffix, StringComparison.Ordinal);
        string name = hasBlock ? first.Text[..^RubyBlockSuffix.Length] : first.Text[..^1];
        var arguments = new List<Node> { CheckedOperand(ReadBinarySend()) };
        while (_current.Kind == TokenKind.Keyword)
        {
            if (hasBlock || _current.Text is not (RubyArgument or RubyBlockSuffix))
            {
                throw Error(_current, hasBlock ? "the block is the last argument of a Ruby message" : "further arguments of a Ruby message are written '_:'");
            }

            hasBlock = Take().Text == RubyBlockSuffix;
            arguments.Add(CheckedOperand(ReadBinarySend()));
        }

        return new MessageNode(first.Span.To(_last), name, arguments, first.Environment, true) { HasBlockArgument = hasBlock };
    }

    /// <summary>super is no object: it may only receive a message.</summary>
    private Node CheckedOperand(Node operand) =>
        operand.Kind == NodeKind.Super ? throw new SmalltalkSyntaxException(_source, operand.Span.Start, "super needs a message") : operand;

    private Node ReadOperand()
    {
        switch (_current.Kind)
        {
            case TokenKind.Identifier:
                Token name = Take();
                return ReservedNode.KindOf(name.Text) is NodeKind kind ? new ReservedNode(name.Span, kind) : new VariableNode(name.Span, name.Text);
            case TokenKind.LeftParenthesis:
                Take();
                Node inner = ReadExpression();
                Expect(TokenKind.RightParenthesis, "')'");
                return inner;
            case TokenKind.LeftBracket:
                return ReadBlock();
            case TokenKind.LeftBrace:
                return ReadDynamicArray();
            default:
                return ReadLiteral("an expression");
        }
    }

    private BlockNode ReadBlock()
    {
        Enter();
        SourceSpan start = Take().Span;
        var parameters = new List<VariableDeclaration>();
        while (_current.Kind == TokenKind.Colon)
        {
            Take();
            parameters.Add(ReadDeclaration("a block's argument", parameters));
        }

        List<VariableDeclaration> temporaries = [];
        if (parameters.Count > 0 && _current.IsBinary("||"))
        {
            // '[:x || y | …]': the bar behind the arguments touches the first one of the temporaries.
            Take();
            temporaries = ReadTemporariesBehindBar();
        }
        else
        {
            if (parameters.Count > 0 && _current.Kind != TokenKind.RightBracket)
            {
                Take(_current.IsBinary("|"), "'|' behind the block's arguments");
            }

            temporaries = ReadTemporaries();
        }

        SequenceNode body = ReadSequence(temporaries);
        Expect(TokenKind.RightBracket, "']'");
        _depth--;
        return new BlockNode(start.To(_last), parameters, body);
    }

    private List<VariableDeclaration> ReadTemporariesBehindBar()
    {
        var temporaries = new List<VariableDeclaration>();
        while (_current.Kind == TokenKind.Identifier)
        {
            temporaries.Add(ReadDeclaration("a temporary", temporaries));
        }

        Take(_current.IsBinary("|"), "'|' at the end of the temporaries");
        return temporaries;
    }

    private void Take(bool isExpected, string what)
    {
        if (!isExpected)
        {
            throw Unexpected(what);
        }

        Take();
    }

    private DynamicArrayNode ReadDynamicArray()
    {
        SourceSpan start = Take().Span;
        var elements = new List<Node>();
        SkipPeriods();
        while (_current.Kind != TokenKind.RightBrace)
        {
            elements.Add(ReadExpression());
            if (_current.Kind != TokenKind.Period)
            {
                break;
            }

            SkipPeriods();
        }

        Expect(TokenKind.RightBrace, "'}'");
        return new DynamicArrayNode(start.To(_last), elements);
    }
}

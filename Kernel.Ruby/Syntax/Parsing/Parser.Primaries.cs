using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Primary expressions by their first token.</summary>
internal sealed partial class Parser
{
    private Node ParsePrimary()
    {
        CheckDepth();
        SourceSpan token = _lex.Span;
        switch (_lex.Kind)
        {
            case TokenKind.Identifier or TokenKind.MethodIdentifier:
                return ParseIdentifier();
            case TokenKind.Constant:
                return ParseConstant();
            case TokenKind.InstanceVariable:
                string name = TakeName();
                return new InstanceVariableReadNode(token, name);
            case TokenKind.ClassVariable:
                name = TakeName();
                return new ClassVariableReadNode(token, name);
            case TokenKind.GlobalVariable or TokenKind.BackReference or TokenKind.NumberedReference:
                return ParseGlobal();
            case TokenKind.Number:
                return ParseNumber(token.Start, isNegative: false);
            case TokenKind.DoubleQuote or TokenKind.SingleQuote or TokenKind.Backtick or TokenKind.ShiftLeft
                or TokenKind.Percent or TokenKind.Question or TokenKind.Slash or TokenKind.OperatorAssign or TokenKind.Colon:
                return ParseLiteral();
            case TokenKind.LeftParen:
                return ParseParentheses();
            case TokenKind.LeftBracket:
                return ParseArray();
            case TokenKind.LeftBrace:
                return ParseHash();
            case TokenKind.LambdaArrow:
                return ParseLambda();
            case TokenKind.ColonColon:
                _lex.Advance();
                return ParseConstantAfter(null, token.Start);
            case TokenKind.Dot2 or TokenKind.Dot3:
                return ParseRange(null);
            case TokenKind.KeywordNot:
                return ParseNotWithParentheses();
            default:
                return ParseKeyword();
        }
    }

    private Node ParseKeyword()
    {
        SourceSpan token = _lex.Span;
        switch (_lex.Kind)
        {
            case TokenKind.KeywordNil:
                _lex.Advance();
                return new NilNode(token);
            case TokenKind.KeywordTrue:
                _lex.Advance();
                return new TrueNode(token);
            case TokenKind.KeywordFalse:
                _lex.Advance();
                return new FalseNode(token);
            case TokenKind.KeywordSelf:
                _lex.Advance();
                return new SelfNode(token);
            case TokenKind.KeywordFile:
                _lex.Advance();
                return new SourceFileNode(token, LiteralStringFlags(StringFlags.None), FileNameBytes);
            case TokenKind.KeywordLine:
                _lex.Advance();
                return new SourceLineNode(token);
            case TokenKind.KeywordEncoding:
                _lex.Advance();
                return new SourceEncodingNode(token);
            case TokenKind.KeywordRedo:
                CheckJump(token.Start, "redo");
                _lex.Advance();
                return new RedoNode(token);
            case TokenKind.KeywordRetry:
                CheckJump(token.Start, "retry");
                _lex.Advance();
                return new RetryNode(token);
            case TokenKind.KeywordDefined:
                return ParseDefined();
            case TokenKind.KeywordReturn or TokenKind.KeywordBreak or TokenKind.KeywordNext:
                return ParseJump();
            case TokenKind.KeywordYield: return ParseYield();
            case TokenKind.KeywordSuper: return ParseSuper();
            case TokenKind.KeywordIf or TokenKind.KeywordUnless or TokenKind.KeywordWhile or TokenKind.KeywordUntil or TokenKind.KeywordCase
                or TokenKind.KeywordFor or TokenKind.KeywordBegin or TokenKind.KeywordDef or TokenKind.KeywordClass or TokenKind.KeywordModule:
                return ParseConstruct();
            default:
                throw Unexpected();
        }
    }

    /// <summary>What an <c>end</c> ends.</summary>
    private Node ParseConstruct()
    {
        bool isLoop = _lex.Kind is TokenKind.KeywordWhile or TokenKind.KeywordUntil or TokenKind.KeywordFor;
        _openEnds++;
        _openLoops += isLoop ? 1 : 0;
        Node node = _lex.Kind switch
        {
            TokenKind.KeywordIf => ParseIf(),
            TokenKind.KeywordUnless => ParseUnless(),
            TokenKind.KeywordWhile => ParseWhile(),
            TokenKind.KeywordUntil => ParseUntil(),
            TokenKind.KeywordCase => ParseCase(),
            TokenKind.KeywordFor => ParseFor(),
            TokenKind.KeywordBegin => ParseBegin(),
            TokenKind.KeywordDef => ParseDef(),
            TokenKind.KeywordClass => ParseClass(),
            _ => ParseModule(),
        };
        _openEnds--;
        _openLoops -= isLoop ? 1 : 0;
        return node;
    }

    private string TakeName()
    {
        string name = _lex.Name();
        _lex.Advance();
        return name;
    }

    private Node ParseGlobal()
    {
        SourceSpan token = _lex.Span;
        TokenKind kind = _lex.Kind;
        string name = TakeName();
        return kind switch
        {
            TokenKind.BackReference => new BackReferenceReadNode(token, name),
            TokenKind.NumberedReference => new NumberedReferenceReadNode(token, int.TryParse(name.AsSpan(1), out int number) ? number : 0),
            _ => new GlobalVariableReadNode(token, name),
        };
    }

    /// <summary>Parentheses around statements, or the nested targets of a multiple assignment.</summary>
    private Node ParseParentheses()
    {
        int start = _lex.Start;
        BracketState saved = OpenBrackets();
        _lex.Advance();
        SkipNewlines();
        bool hasSeparator = _lex.Kind == TokenKind.Semicolon;
        StatementsNode? statements = ParseStatements(TokenKind.RightParen);
        CloseBrackets(saved, TokenKind.RightParen);
        if (statements is { Body: [MultiTargetNode targets] })
        {
            if (_lex.Kind is not (TokenKind.Comma or TokenKind.Assign or TokenKind.RightParen or TokenKind.KeywordIn))
            {
                throw Unexpected("'='");
            }
            return ReferenceEquals(targets, _bareTargets)
                ? new MultiTargetNode(SpanFrom(start), targets.Lefts, targets.Rest, targets.Rights)
                : new MultiTargetNode(SpanFrom(start), [targets], null, []);
        }
        ParenthesesFlags flags = hasSeparator || statements is { Body.Length: > 1 } ? ParenthesesFlags.MultipleStatements : ParenthesesFlags.None;
        return new ParenthesesNode(SpanFrom(start), flags, statements);
    }

    /// <summary><c>not(…)</c>, which binds as tightly as a call.</summary>
    private CallNode ParseNotWithParentheses()
    {
        SourceSpan message = _lex.Span;
        _lex.Advance();
        int start = _lex.Start;
        BracketState saved = OpenBrackets();
        Expect(TokenKind.LeftParen);
        SkipTerminators();
        Node? operand = _lex.Kind == TokenKind.RightParen ? null : ParseExpression();
        SkipTerminators();
        CloseBrackets(saved, TokenKind.RightParen);
        operand = operand is null ? new ParenthesesNode(SpanFrom(start), ParenthesesFlags.None, null) : ToCondition(operand);
        return UnaryCall(message, "!", operand);
    }

    private ArrayNode ParseArray()
    {
        int start = _lex.Start;
        BracketState saved = OpenBrackets();
        _lex.Advance();
        var list = new ArgumentList();
        ParseArgumentList(list, TokenKind.RightBracket);
        list.Nodes.ForEach(node => RejectCommand(node));
        CloseBrackets(saved, TokenKind.RightBracket);
        if (list.Block is not null)
        {
            Report(list.Block.Location, "unexpected block argument in an array");
        }
        ArrayFlags flags = (list.Flags & ArgumentsFlags.ContainsSplat) != 0 ? ArrayFlags.ContainsSplat : ArrayFlags.None;
        return new ArrayNode(SpanFrom(start), flags, [.. list.Nodes]);
    }

    private HashNode ParseHash()
    {
        int start = _lex.Start;
        BracketState saved = OpenBrackets();
        _lex.Advance();
        var elements = new List<Node>();
        SkipNewlines();
        while (_lex.Kind != TokenKind.RightBrace)
        {
            elements.Add(ParseAssociation());
            SkipNewlinesBefore(TokenKind.RightBrace);
            if (!Accept(TokenKind.Comma))
            {
                break;
            }
            SkipNewlines();
        }
        CloseBrackets(saved, TokenKind.RightBrace);
        return new HashNode(SpanFrom(start), [.. elements]);
    }

    /// <summary>A pair of a hash literal, or a double splat.</summary>
    private Node ParseAssociation()
    {
        if (_lex.Kind == TokenKind.StarStar)
        {
            return ParseAssociationSplat();
        }
        if (_lex.Kind is TokenKind.Star or TokenKind.And)
        {
            string mark = _lex.Kind == TokenKind.Star ? "*" : "&";
            throw new SyntaxException(_lex.Start, $"unexpected {mark}, expecting '}}' or a key in the hash literal", isAtEnd: false) { End = _lex.End };
        }
        if (ParseLabelOrOperand(out Node key) is { } pair)
        {
            return pair;
        }
        Expect(TokenKind.Arrow);
        SkipNewlines();
        Node value = Operand(ParseBinary());
        return new AssocNode(SpanOf(key, value), key, value);
    }
}

using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Statements, their modifiers, and the expressions of lowest precedence: <c>and</c>, <c>or</c>, <c>not</c>, matches.</summary>
internal sealed partial class Parser
{
    /// <summary>
    /// Parses statements up to what can't begin one; null if there are none. A statement that can't be read is left out and its
    /// error recorded, except between the braces of an interpolation: where that ends, only the literal around it knows.
    /// </summary>
    private StatementsNode? ParseStatements(TokenKind closing = TokenKind.KeywordEnd, bool recovers = true)
    {
        CheckDepth();
        BracketState saved = EnterBrackets();
        List<Node>? statements = null;
        _statementsDepth++;
        RecoveryPoint point = MarkRecovery();
        int ends = 0;
        while (true)
        {
            try
            {
                SkipTerminators();
                if (EndsStatements(_lex.Kind))
                {
                    if (SkipPartOfHeadless(ref ends))
                    {
                        continue;
                    }
                    break;
                }
                ParseListedStatement(statements ??= []);
            }
            catch (SyntaxException error) when (recovers && !error.IsFinal && _errors.Count < MaximumErrors)
            {
                int lost = Recover(error, point, closing);
                ends += lost;
                _headless += lost;
            }
        }
        _headless -= ends;
        LeaveBrackets(saved);
        _statementsDepth--;
        return statements is null or [] ? null : new StatementsNode(SpanOf(statements[0], statements[^1]), [.. statements]);
    }

    private void ParseListedStatement(List<Node> statements)
    {
        Node statement = ParseStatement();
        statements.Add(statement);
        if (statement is MultiTargetNode && (statements.Count > 1 || _lex.Kind != TokenKind.RightParen))
        {
            throw Unexpected("'='");
        }
        if (_lex.Kind is not (TokenKind.Newline or TokenKind.Semicolon) && !EndsStatements(_lex.Kind))
        {
            throw Unexpected("end-of-input");
        }
    }

    private static StatementsNode ToStatements(Node node) => new(node.Location, [node]);

    private static bool EndsStatements(TokenKind kind) => kind
        is TokenKind.EndOfFile or TokenKind.RightBrace or TokenKind.RightParen or TokenKind.KeywordEnd or TokenKind.KeywordElse
        or TokenKind.KeywordElsif or TokenKind.KeywordWhen or TokenKind.KeywordIn or TokenKind.KeywordRescue
        or TokenKind.KeywordEnsure;

    private Node ParseStatement()
    {
        Node node = _lex.Kind switch
        {
            TokenKind.KeywordAlias => ParseAlias(),
            TokenKind.KeywordUndef => ParseUndef(),
            TokenKind.KeywordBeginUpper => ParsePreExecution(),
            TokenKind.KeywordEndUpper => ParsePostExecution(),
            _ => ParseExpression(isStatement: true),
        };
        return ParseModifiers(node);
    }

    private Node ParseModifiers(Node node)
    {
        while (true)
        {
            switch (_lex.Kind)
            {
                case TokenKind.KeywordIf:
                    _lex.Advance();
                    Node predicate = ParseCondition();
                    node = new IfNode(SpanFrom(node), predicate, ToStatements(node), null);
                    break;
                case TokenKind.KeywordUnless:
                    _lex.Advance();
                    predicate = ParseCondition();
                    node = new UnlessNode(SpanFrom(node), predicate, ToStatements(node), null);
                    break;
                case TokenKind.KeywordWhile:
                    CatchJumpsFrom(node.Location.Start);
                    _lex.Advance();
                    predicate = ParseCondition();
                    node = new WhileNode(SpanFrom(node), LoopFlagsOf(node), predicate, ToStatements(node));
                    break;
                case TokenKind.KeywordUntil:
                    CatchJumpsFrom(node.Location.Start);
                    _lex.Advance();
                    predicate = ParseCondition();
                    node = new UntilNode(SpanFrom(node), LoopFlagsOf(node), predicate, ToStatements(node));
                    break;
                case TokenKind.KeywordRescue:
                    _lex.Advance();
                    SkipNewlines();
                    Node alternative = ParseExpression();
                    node = new RescueModifierNode(SpanOf(node, alternative), node, alternative);
                    break;
                default:
                    return node;
            }
        }
    }

    private static LoopFlags LoopFlagsOf(Node body) => body is BeginNode ? LoopFlags.BeginModifier : LoopFlags.None;

    /// <summary>A condition, in which literals may stand for matches and flip-flops.</summary>
    private Node ParseCondition()
    {
        SkipNewlines();
        return ToCondition(Valued(ParseExpression()));
    }

    /// <summary>An expression of any precedence without modifiers; as a statement it may assign to several targets.</summary>
    private Node ParseExpression(bool isStatement = false)
    {
        CheckDepth();
        Node left = ParseNotExpression(isStatement);
        while (_lex.Kind is TokenKind.KeywordAnd or TokenKind.KeywordOr)
        {
            bool isAnd = _lex.Kind == TokenKind.KeywordAnd;
            _lex.Advance();
            SkipNewlines();
            Node right = ParseNotExpression(isStatement: false);
            Valued(left);
            left = isAnd ? new AndNode(SpanOf(left, right), left, right) : new OrNode(SpanOf(left, right), left, right);
        }
        return left;
    }

    private Node ParseNotExpression(bool isStatement)
    {
        if (_lex.Kind == TokenKind.KeywordNot && !(_lex.At(_lex.End) == '('))
        {
            return ParseNot();
        }
        Node node = ParseBinary(Precedence.Ternary, isStatement);
        if (_lex.Kind == TokenKind.Arrow)
        {
            Operand(node);
            _lex.Advance();
            SkipNewlines();
            Node pattern = ParseTopPattern();
            return new MatchRequiredNode(SpanOf(node, pattern), node, pattern);
        }
        if (_lex.Kind == TokenKind.KeywordIn && !node.IsCommand)
        {
            Valued(node);
            _lex.Advance();
            SkipNewlines();
            Node pattern = ParseTopPattern();
            return new MatchPredicateNode(SpanOf(node, pattern), node, pattern);
        }
        return node;
    }

    /// <summary><c>not</c> without parentheses, which is no more an operand than a call without them.</summary>
    private CallNode ParseNot()
    {
        SourceSpan message = _lex.Span;
        _lex.Advance();
        SkipNewlines();
        Node operand = ParseNotExpression(isStatement: false);
        return UnaryCall(message, "!", ToCondition(operand), isCommand: true);
    }

    private CallNode UnaryCall(SourceSpan message, string name, Node operand, bool isCommand = false) =>
        new(SpanFrom(message.Start), VisibilityOf(operand), Valued(operand), name, message, false, null, null)
        {
            IsCommand = isCommand || operand.IsCommand,
        };

    private static CallFlags VisibilityOf(Node? receiver) =>
        receiver is null or SelfNode ? CallFlags.IgnoreVisibility : CallFlags.None;

    private Node ParseAlias()
    {
        int start = _lex.Start;
        _lex.Advance();
        if (_lex.Kind is TokenKind.GlobalVariable or TokenKind.BackReference or TokenKind.NumberedReference)
        {
            Node newGlobal = ParseGlobal();
            if (_lex.Kind is not (TokenKind.GlobalVariable or TokenKind.BackReference))
            {
                throw Unexpected("a global variable");
            }
            Node oldGlobal = ParseGlobal();
            return new AliasGlobalVariableNode(SpanFrom(start), newGlobal, oldGlobal);
        }
        Node newName = ParseMethodNameSymbol();
        Node oldName = ParseMethodNameSymbol();
        return new AliasMethodNode(SpanFrom(start), newName, oldName);
    }

    private UndefNode ParseUndef()
    {
        int start = _lex.Start;
        _lex.Advance();
        var names = new List<Node> { ParseMethodNameSymbol() };
        while (Accept(TokenKind.Comma))
        {
            SkipNewlines();
            names.Add(ParseMethodNameSymbol());
        }
        return new UndefNode(SpanFrom(start), [.. names]);
    }

    /// <summary>A bare method name or a symbol, as <c>alias</c> and <c>undef</c> take them.</summary>
    private Node ParseMethodNameSymbol()
    {
        SkipNewlines();
        if (_lex.Kind == TokenKind.Colon)
        {
            return ParseSymbol();
        }
        if (_lex.Kind == TokenKind.Percent && _lex.At(_lex.End) == 's')
        {
            return ParsePercentLiteral();
        }
        int start = _lex.Start;
        int end = _lex.ScanMethodName(start, withSetter: true);
        if (end < 0)
        {
            throw Unexpected("a method name");
        }
        _lex.Resume(end);
        return NameSymbol(start, end);
    }

    private PreExecutionNode ParsePreExecution()
    {
        int start = _lex.Start;
        if (_statementsDepth > 1)
        {
            Report(_lex.Span, "BEGIN is permitted only at toplevel");
        }
        _lex.Advance();
        Expect(TokenKind.LeftBrace);
        StatementsNode? statements = ParseStatements(TokenKind.RightBrace);
        Expect(TokenKind.RightBrace);
        return new PreExecutionNode(SpanFrom(start), statements);
    }

    private PostExecutionNode ParsePostExecution()
    {
        int start = _lex.Start;
        _lex.Advance();
        Expect(TokenKind.LeftBrace);
        StatementsNode? statements = ParseStatements(TokenKind.RightBrace);
        Expect(TokenKind.RightBrace);
        return new PostExecutionNode(SpanFrom(start), statements);
    }
}

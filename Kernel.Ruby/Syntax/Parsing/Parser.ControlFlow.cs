using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Conditions, loops, case and begin.</summary>
internal sealed partial class Parser
{
    private IfNode ParseIf()
    {
        int start = _lex.Start;
        _lex.Advance();
        Node predicate = ParseCondition();
        ExpectThen();
        StatementsNode? statements = ParseStatements();
        Node? subsequent = null;
        if (_lex.Kind == TokenKind.KeywordElsif)
        {
            CheckDepth();
            // The inner one takes the end of the whole chain.
            subsequent = ParseIf();
        }
        else
        {
            subsequent = ParseElse();
            ExpectEnd("if", start);
            ExtendToHere(subsequent);
        }
        return new IfNode(SpanFrom(start), predicate, statements, subsequent);
    }

    private UnlessNode ParseUnless()
    {
        int start = _lex.Start;
        _lex.Advance();
        Node predicate = ParseCondition();
        ExpectThen();
        StatementsNode? statements = ParseStatements();
        ElseNode? otherwise = ParseElse();
        ExpectEnd("unless", start);
        ExtendToHere(otherwise);
        return new UnlessNode(SpanFrom(start), predicate, statements, otherwise);
    }

    private ElseNode? ParseElse()
    {
        int start = _lex.Start;
        if (!Accept(TokenKind.KeywordElse))
        {
            return null;
        }
        StatementsNode? statements = ParseStatements();
        return new ElseNode(SpanFrom(start), statements);
    }

    /// <summary>The last clause takes in the <c>end</c>, as in Prism.</summary>
    private void ExtendToHere(Node? clause)
    {
        if (clause is not null)
        {
            clause.Location = SpanFrom(clause);
        }
    }

    /// <summary>A newline, a semicolon, <c>then</c>, or both.</summary>
    private void ExpectThen()
    {
        if (_lex.Kind is not (TokenKind.Newline or TokenKind.Semicolon or TokenKind.KeywordThen))
        {
            throw Unexpected("'then' or ';' or a newline");
        }
        SkipTerminators();
        Accept(TokenKind.KeywordThen);
    }

    private WhileNode ParseWhile()
    {
        int start = _lex.Start;
        (Node predicate, StatementsNode? statements) = ParseLoop("while", start);
        return new WhileNode(SpanFrom(start), LoopFlags.None, predicate, statements);
    }

    private UntilNode ParseUntil()
    {
        int start = _lex.Start;
        (Node predicate, StatementsNode? statements) = ParseLoop("until", start);
        return new UntilNode(SpanFrom(start), LoopFlags.None, predicate, statements);
    }

    private (Node Predicate, StatementsNode? Statements) ParseLoop(string construct, int start)
    {
        bool saved = _leavesDo;
        _leavesDo = true;
        _loopDepth++;
        _lex.Advance();
        Node predicate = ParseCondition();
        _leavesDo = saved;
        ExpectDo();
        StatementsNode? statements = ParseStatements();
        _loopDepth--;
        ExpectEnd(construct, start);
        return (predicate, statements);
    }

    private void ExpectDo()
    {
        if (_lex.Kind is not (TokenKind.Newline or TokenKind.Semicolon or TokenKind.KeywordDo))
        {
            throw Unexpected("'do' or ';' or a newline");
        }
        Accept(TokenKind.KeywordDo);
    }

    private ForNode ParseFor()
    {
        int start = _lex.Start;
        _lex.Advance();
        SkipNewlines();
        Node index = ParseForIndex();
        SkipNewlines();
        Expect(TokenKind.KeywordIn);
        bool saved = _leavesDo;
        _leavesDo = true;
        SkipNewlines();
        Node collection = Valued(ParseExpression());
        _leavesDo = saved;
        ExpectDo();
        _loopDepth++;
        StatementsNode? statements = ParseStatements();
        _loopDepth--;
        ExpectEnd("for", start);
        return new ForNode(SpanFrom(start), index, collection, statements);
    }

    private Node ParseForIndex()
    {
        int start = _lex.Start;
        if (_lex.Kind != TokenKind.Star)
        {
            Node first = ParsePostfix(ParsePrimary());
            return _lex.Kind == TokenKind.Comma ? ParseTargets(first, start) : ToTarget(first);
        }
        return ParseTargets(null, start);
    }

    private Node ParseCase()
    {
        int start = _lex.Start;
        _lex.Advance();
        Node? predicate = null;
        if (_lex.Kind is not (TokenKind.Newline or TokenKind.Semicolon or TokenKind.KeywordWhen))
        {
            predicate = Valued(ParseExpression());
        }
        SkipTerminators();
        if (_lex.Kind == TokenKind.KeywordIn)
        {
            return ParseCaseMatch(start, predicate);
        }
        var conditions = new List<WhenNode>();
        while (_lex.Kind == TokenKind.KeywordWhen)
        {
            conditions.Add(ParseWhen());
        }
        if (conditions.Count == 0)
        {
            throw Unexpected("'when' or 'in'");
        }
        ElseNode? otherwise = ParseElse();
        ExpectEnd("case", start);
        ExtendToHere(otherwise);
        return new CaseNode(SpanFrom(start), predicate, [.. conditions], otherwise);
    }

    private WhenNode ParseWhen()
    {
        int start = _lex.Start;
        _lex.Advance();
        var conditions = new List<Node>();
        do
        {
            SkipNewlines();
            conditions.Add(_lex.Kind == TokenKind.Star ? ParseSplatArgument() : Operand(ParseBinary()));
        }
        while (Accept(TokenKind.Comma));
        ExpectThen();
        StatementsNode? statements = ParseStatements();
        return new WhenNode(SpanFrom(start), [.. conditions], statements);
    }

    private CaseMatchNode ParseCaseMatch(int start, Node? predicate)
    {
        var conditions = new List<InNode>();
        while (_lex.Kind == TokenKind.KeywordIn)
        {
            conditions.Add(ParseIn());
        }
        ElseNode? otherwise = ParseElse();
        ExpectEnd("case", start);
        ExtendToHere(otherwise);
        return new CaseMatchNode(SpanFrom(start), predicate, [.. conditions], otherwise);
    }

    private InNode ParseIn()
    {
        int start = _lex.Start;
        _lex.Advance();
        SkipNewlines();
        Node pattern = ParseTopPattern();
        if (_lex.Kind is TokenKind.KeywordIf or TokenKind.KeywordUnless)
        {
            bool isIf = _lex.Kind == TokenKind.KeywordIf;
            _lex.Advance();
            Node guard = ParseCondition();
            pattern = isIf
                ? new IfNode(SpanOf(pattern, guard), guard, ToStatements(pattern), null)
                : new UnlessNode(SpanOf(pattern, guard), guard, ToStatements(pattern), null);
        }
        ExpectThen();
        StatementsNode? statements = ParseStatements();
        return new InNode(SpanFrom(start), pattern, statements);
    }

    private BeginNode ParseBegin()
    {
        int start = _lex.Start;
        _lex.Advance();
        StatementsNode? statements = ParseStatements();
        BeginNode body = ParseGuards(start, statements);
        ExpectEnd("begin", start);
        body.Location = SpanFrom(start);
        return body;
    }

    /// <summary>The <c>rescue</c>, <c>else</c> and <c>ensure</c> clauses behind statements, any of which may be missing.</summary>
    private BeginNode ParseGuards(int start, StatementsNode? statements)
    {
        RescueNode? rescue = ParseRescue();
        if (_lex.Kind == TokenKind.KeywordElse && rescue is null)
        {
            Report(_lex.Span, "unexpected 'else' before any 'rescue'; else without rescue is useless");
        }
        ElseNode? otherwise = ParseElse();
        EnsureNode? ensure = null;
        int ensureStart = _lex.Start;
        if (Accept(TokenKind.KeywordEnsure))
        {
            StatementsNode? ensured = ParseStatements();
            ensure = new EnsureNode(SpanFrom(ensureStart), ensured);
        }
        return new BeginNode(SpanFrom(start), statements, rescue, otherwise, ensure);
    }

    private RescueNode? ParseRescue()
    {
        if (_lex.Kind != TokenKind.KeywordRescue)
        {
            return null;
        }
        CheckDepth();
        int start = _lex.Start;
        _lex.Advance();
        var exceptions = new List<Node>();
        if (_lex.Kind is not (TokenKind.Newline or TokenKind.Semicolon or TokenKind.KeywordThen or TokenKind.Arrow))
        {
            do
            {
                SkipNewlines();
                exceptions.Add(_lex.Kind == TokenKind.Star ? ParseSplatArgument() : Operand(ParseBinary()));
            }
            while (Accept(TokenKind.Comma));
        }
        Node? reference = null;
        if (Accept(TokenKind.Arrow))
        {
            SkipNewlines();
            reference = ToTarget(ParsePostfix(ParsePrimary()));
        }
        ExpectThen();
        _rescueDepth++;
        StatementsNode? statements = ParseStatements();
        _rescueDepth--;
        int end = _lex.PreviousEnd;
        RescueNode? subsequent = ParseRescue();
        return new RescueNode(new SourceSpan(start, end), [.. exceptions], reference, statements, subsequent);
    }
}

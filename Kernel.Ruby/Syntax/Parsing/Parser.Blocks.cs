using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Blocks and lambdas.</summary>
internal sealed partial class Parser
{
    /// <summary>A block in braces or between <c>do</c> and <c>end</c>.</summary>
    private BlockNode ParseBlock()
    {
        int start = _lex.Start;
        bool isBrace = _lex.Kind == TokenKind.LeftBrace;
        BracketState saved = EnterBrackets();
        EnterScope(ScopeKind.Block);
        OpenBlock(isBrace);
        _lex.Advance();
        SkipNewlines();
        Node? parameters = null;
        if (_lex.Kind is TokenKind.Or or TokenKind.OrOr)
        {
            _scope.HasParameterList = true;
            parameters = ParseBlockParameters();
        }
        Node? body = ParseBlockBody(isBrace, start);
        parameters ??= ImplicitParameters(start);
        string[] locals = LeaveScope();
        LeaveBrackets(saved);
        return new BlockNode(SpanFrom(start), locals, parameters, body);
    }

    private void OpenBlock(bool isBrace)
    {
        _openBrackets += isBrace ? 1 : 0;
        _openEnds += isBrace ? 0 : 1;
    }

    private Node? ParseBlockBody(bool isBrace, int start)
    {
        if (!isBrace)
        {
            Node? body = ParseBody();
            ExpectEnd("do", start);
            _openEnds--;
            return body;
        }
        StatementsNode? statements = ParseStatements(TokenKind.RightBrace);
        Expect(TokenKind.RightBrace);
        _openBrackets--;
        return statements;
    }

    /// <summary>The node that marks the use of <c>_1</c> or <c>it</c>, or null.</summary>
    private Node? ImplicitParameters(int start)
    {
        SourceSpan span = SpanFrom(start);
        return _scope.NumberedMaximum > 0 ? new NumberedParametersNode(span, _scope.NumberedMaximum)
            : _scope.UsesIt ? new ItParametersNode(span) : null;
    }

    /// <summary>Parameters between bars.</summary>
    private BlockParametersNode ParseBlockParameters()
    {
        int start = _lex.Start;
        if (Accept(TokenKind.OrOr))
        {
            return new BlockParametersNode(SpanFrom(start), null, []);
        }
        bool saved = _leavesPipe;
        _leavesPipe = true;
        _lex.Advance();
        SkipNewlines();
        ParametersNode? parameters = ParseParameters(TokenKind.Or);
        BlockLocalVariableNode[] locals = ParseBlockLocals();
        SkipNewlines();
        _leavesPipe = saved;
        Expect(TokenKind.Or);
        return new BlockParametersNode(SpanFrom(start), parameters, locals);
    }

    /// <summary>The variables behind a semicolon among block parameters.</summary>
    private BlockLocalVariableNode[] ParseBlockLocals()
    {
        SkipNewlines();
        if (!Accept(TokenKind.Semicolon))
        {
            return [];
        }
        var locals = new List<BlockLocalVariableNode>();
        do
        {
            SkipNewlines();
            if (_lex.Kind != TokenKind.Identifier)
            {
                throw Unexpected("a block-local variable");
            }
            SourceSpan span = _lex.Span;
            string name = TakeName();
            ParameterFlags flags = DeclareParameter(name, span);
            locals.Add(new BlockLocalVariableNode(span, flags, name));
        }
        while (Accept(TokenKind.Comma));
        return [.. locals];
    }

    private LambdaNode ParseLambda()
    {
        int start = _lex.Start;
        BracketState saved = EnterBrackets();
        EnterScope(ScopeKind.Block);
        _lex.Advance();
        Node? parameters = ParseLambdaParameters();
        bool isBrace = _lex.Kind == TokenKind.LeftBrace;
        if (!isBrace && _lex.Kind != TokenKind.KeywordDo)
        {
            throw Unexpected("'{' or 'do' of a lambda");
        }
        int open = _lex.Start;
        OpenBlock(isBrace);
        _lex.Advance();
        Node? body = ParseBlockBody(isBrace, open);
        parameters ??= ImplicitParameters(start);
        string[] locals = LeaveScope();
        LeaveBrackets(saved);
        return new LambdaNode(SpanFrom(start), locals, parameters, body);
    }

    private BlockParametersNode? ParseLambdaParameters()
    {
        int start = _lex.Start;
        if (_lex.Kind is TokenKind.LeftBrace or TokenKind.KeywordDo)
        {
            return null;
        }
        _scope.HasParameterList = true;
        if (Accept(TokenKind.LeftParen))
        {
            SkipNewlines();
            ParametersNode? inner = ParseParameters(TokenKind.RightParen);
            BlockLocalVariableNode[] innerLocals = ParseBlockLocals();
            SkipNewlines();
            Expect(TokenKind.RightParen);
            return new BlockParametersNode(SpanFrom(start), inner, innerLocals);
        }
        _leavesDo = true;
        _leavesBrace = true;
        ParametersNode? parameters = ParseParameters(TokenKind.LeftBrace);
        return new BlockParametersNode(SpanFrom(start), parameters, []);
    }
}

using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Definitions of methods, classes and modules.</summary>
internal sealed partial class Parser
{
    private DefNode ParseDef()
    {
        int start = _lex.Start;
        _lex.Advance();
        SkipNewlines();
        Node? receiver = ParseDefReceiver();
        int nameStart = _lex.Start;
        int nameEnd = _lex.ScanMethodName(nameStart, withSetter: true);
        if (nameEnd < 0)
        {
            throw Unexpected("a method name");
        }
        string name = CheckName(_lex.MethodName(nameStart, nameEnd), nameStart);
        _lex.Resume(nameEnd);
        BracketState saved = EnterBrackets();
        EnterScope(ScopeKind.Method);
        ParametersNode? parameters = ParseDefParameters();
        Node? body;
        if (_lex.Kind == TokenKind.Assign)
        {
            CheckEndless(name, nameStart, nameEnd);
            _openEnds--;
            _lex.Advance();
            body = ParseEndlessBody();
            _openEnds++;
        }
        else
        {
            body = ParseBody();
            ExpectEnd("def", start);
        }
        string[] locals = LeaveScope();
        LeaveBrackets(saved);
        return new DefNode(SpanFrom(start), name, new SourceSpan(nameStart, nameEnd), receiver, parameters, body, locals);
    }

    /// <summary>What stands before the dot of a singleton method's name, or null.</summary>
    private Node? ParseDefReceiver()
    {
        if (_lex.Kind == TokenKind.LeftParen)
        {
            int start = _lex.Start;
            BracketState saved = OpenBrackets();
            _lex.Advance();
            SkipNewlines();
            Node expression = Valued(ParseExpression());
            if (expression is IntegerNode or FloatNode or RationalNode or ImaginaryNode or StringNode or InterpolatedStringNode
                or SymbolNode or InterpolatedSymbolNode or RegularExpressionNode or InterpolatedRegularExpressionNode
                or ArrayNode or HashNode or XStringNode or InterpolatedXStringNode)
            {
                Report(expression.Location, "cannot define singleton for literals");
            }
            SkipNewlines();
            CloseBrackets(saved, TokenKind.RightParen);
            var receiver = new ParenthesesNode(SpanFrom(start), ParenthesesFlags.None, expression);
            ExpectReceiverDot();
            return receiver;
        }
        int nameEnd = _lex.ScanMethodName(_lex.Start, withSetter: false);
        int end = _lex.Kind is TokenKind.InstanceVariable or TokenKind.ClassVariable or TokenKind.GlobalVariable ? _lex.End : nameEnd;
        while (end > 0 && _lex.At(end) is (byte)' ' or (byte)'\t')
        {
            end++;
        }
        bool hasReceiver = end > 0 && ((_lex.At(end) == '.' && _lex.At(end + 1) != '.') || (_lex.At(end) == ':' && _lex.At(end + 1) == ':'));
        if (!hasReceiver)
        {
            return null;
        }
        Node node = ParseSimpleReceiver();
        ExpectReceiverDot();
        return node;
    }

    private Node ParseSimpleReceiver()
    {
        SourceSpan span = _lex.Span;
        switch (_lex.Kind)
        {
            case TokenKind.Identifier:
                string name = TakeName();
                int depth = FindLocal(name);
                return depth >= 0
                    ? new LocalVariableReadNode(span, name, depth)
                    : new CallNode(span, CallFlags.IgnoreVisibility | CallFlags.VariableCall, null, name, span, false, null, null);
            case TokenKind.Constant:
                return new ConstantReadNode(span, TakeName());
            default:
                return ParsePrimary();
        }
    }

    private void ExpectReceiverDot()
    {
        if (_lex.Kind is not (TokenKind.Dot or TokenKind.ColonColon))
        {
            throw Unexpected("'.'");
        }
        _lex.Advance();
        SkipNewlines();
    }

    private ParametersNode? ParseDefParameters()
    {
        if (Accept(TokenKind.LeftParen))
        {
            SkipNewlines();
            ParametersNode? inner = ParseParameters(TokenKind.RightParen);
            SkipNewlines();
            Expect(TokenKind.RightParen);
            return inner;
        }
        if (_lex.Kind is TokenKind.Newline or TokenKind.Semicolon or TokenKind.Assign)
        {
            return null;
        }
        ParametersNode? parameters = ParseParameters(TokenKind.Newline);
        if (_lex.Kind is not (TokenKind.Newline or TokenKind.Semicolon))
        {
            throw Unexpected("a newline behind the parameters");
        }
        return parameters;
    }

    private void CheckEndless(string name, int nameStart, int nameEnd)
    {
        if (name[^1] == '=' && CharacterClass.IsName(_lex.At(nameStart)) && _lex.At(nameEnd - 1) == '=')
        {
            Report(nameStart, nameEnd, "setter method cannot be defined in an endless method definition");
        }
    }

    private StatementsNode ParseEndlessBody()
    {
        SkipNewlines();
        return ToStatements(ParseRescueModifier(ParseBinary()));
    }

    private Node ParseClass()
    {
        int start = _lex.Start;
        _lex.Advance();
        if (Accept(TokenKind.ShiftLeft))
        {
            return ParseSingletonClass(start);
        }
        CheckDefinitionPlace(start, "class");
        Node path = ParseDefinitionPath();
        Node? superclass = null;
        if (Accept(TokenKind.Less))
        {
            SkipNewlines();
            superclass = Valued(ParseExpression());
        }
        if (_lex.Kind is not (TokenKind.Newline or TokenKind.Semicolon) && superclass is not null)
        {
            throw Unexpected("a newline behind the superclass");
        }
        (Node? body, string[] locals) = ParseDefinitionBody("class", start);
        return new ClassNode(SpanFrom(start), locals, path, superclass, body, NameOf(path));
    }

    private SingletonClassNode ParseSingletonClass(int start)
    {
        SkipNewlines();
        Node expression = ParseExpression();
        if (_lex.Kind is not (TokenKind.Newline or TokenKind.Semicolon))
        {
            throw Unexpected("a newline behind the object");
        }
        (Node? body, string[] locals) = ParseDefinitionBody("class", start, ScopeKind.SingletonClass);
        return new SingletonClassNode(SpanFrom(start), locals, expression, body);
    }

    private ModuleNode ParseModule()
    {
        int start = _lex.Start;
        _lex.Advance();
        CheckDefinitionPlace(start, "module");
        Node path = ParseDefinitionPath();
        (Node? body, string[] locals) = ParseDefinitionBody("module", start);
        return new ModuleNode(SpanFrom(start), locals, path, body, NameOf(path));
    }

    /// <summary>The name of a class or module: a constant, or a path that ends in one.</summary>
    private Node ParseDefinitionPath()
    {
        SkipNewlines();
        int start = _lex.Start;
        Node path;
        if (Accept(TokenKind.ColonColon))
        {
            path = new ConstantPathNode(SpanOfConstant(start, out string name), null, name);
        }
        else if (_lex.Kind == TokenKind.Constant)
        {
            SourceSpan span = _lex.Span;
            path = new ConstantReadNode(span, TakeName());
        }
        else
        {
            path = ParsePrimary();
        }
        while (_lex.Kind is TokenKind.ColonColon or TokenKind.Dot || (_lex.Kind == TokenKind.LeftBracket && !_lex.SpaceBefore))
        {
            if (_lex.Kind == TokenKind.LeftBracket)
            {
                path = ParseIndex(path);
            }
            else if (_lex.Kind == TokenKind.ColonColon)
            {
                _lex.Advance();
                path = _lex.Kind == TokenKind.Constant
                    ? new ConstantPathNode(SpanOfConstant(start, out string name), path, name) : ParseMessage(path, CallFlags.None);
            }
            else
            {
                path = ParseMethodCall(path);
            }
        }
        if (path is not (ConstantReadNode or ConstantPathNode))
        {
            throw ErrorAt(path, "class/module name must be a constant");
        }
        return path;
    }

    private SourceSpan SpanOfConstant(int start, out string name)
    {
        if (_lex.Kind != TokenKind.Constant)
        {
            throw Unexpected("a constant");
        }
        name = TakeName();
        return SpanFrom(start);
    }

    private static string NameOf(Node path) => path is ConstantPathNode nested ? nested.Name! : ((ConstantReadNode)path).Name;

    private (Node? Body, string[] Locals) ParseDefinitionBody(string construct, int start, ScopeKind kind = ScopeKind.Class)
    {
        EnterScope(kind);
        Node? body = ParseBody();
        ExpectEnd(construct, start);
        string[] locals = LeaveScope();
        return (body, locals);
    }

    /// <summary>Statements with <c>rescue</c>, <c>else</c> and <c>ensure</c>, up to the <c>end</c>, which stays current.</summary>
    private Node? ParseBody()
    {
        int start = _lex.Start;
        StatementsNode? statements = ParseStatements();
        bool isGuarded = _lex.Kind is TokenKind.KeywordRescue or TokenKind.KeywordEnsure;
        return isGuarded ? ParseGuards(statements?.Location.Start ?? start, statements) : statements;
    }
}

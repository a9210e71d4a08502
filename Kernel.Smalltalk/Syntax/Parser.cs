using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Syntax;

/// <summary>
/// A recursive-descent parser for the whole of Smalltalk's method grammar. One instance parses one text, once.
/// Errors are <see cref="SmalltalkSyntaxException"/>s.
/// </summary>
public sealed partial class Parser
{
    private readonly SourceText _source;
    private readonly Lexer _lexer;
    private Token _current;
    private Token _ahead;
    private SourceSpan _last;

    private Parser(SourceText source)
    {
        _source = source;
        _lexer = new Lexer(source);
        _current = _lexer.Next();
        _ahead = _current.Kind == TokenKind.End ? _current : _lexer.Next();
    }

    /// <summary>Parses a method: pattern, pragmas, temporaries, statements.</summary>
    public static MethodNode ParseMethod(SourceText source)
    {
        var parser = new Parser(source);
        MethodNode method = parser.ReadMethod();
        parser.ExpectEnd();
        return method;
    }

    /// <summary>Parses what a <c>run … %</c> holds: temporaries and statements.</summary>
    public static DoItNode ParseDoIt(SourceText source)
    {
        var parser = new Parser(source);
        SequenceNode body = parser.ReadSequence(parser.ReadTemporaries());
        parser.ExpectEnd();
        return new DoItNode(body.Span, body);
    }

    private MethodNode ReadMethod()
    {
        SourceSpan start = _current.Span;
        var parameters = new List<VariableDeclaration>();
        string selector = ReadPattern(parameters);
        var pragmas = new List<PragmaNode>();
        ReadPragmas(pragmas);
        List<VariableDeclaration> temporaries = ReadTemporaries();
        ReadPragmas(pragmas);
        SequenceNode body = ReadSequence(temporaries);
        return new MethodNode(start.To(_last), selector, parameters, pragmas, body);
    }

    private string ReadPattern(List<VariableDeclaration> parameters)
    {
        switch (_current.Kind)
        {
            case TokenKind.Identifier:
                return Take().Text;
            case TokenKind.Binary:
                string operation = Take().Text;
                parameters.Add(ReadDeclaration("the operator's argument", parameters));
                return operation;
            case TokenKind.Keyword:
                string selector = "";
                while (_current.Kind == TokenKind.Keyword)
                {
                    string keyword = Take().Text;
                    selector += keyword;
                    parameters.Add(ReadDeclaration($"the argument of {keyword}", parameters));
                }

                return selector;
            default:
                throw Unexpected("a method's name");
        }
    }

    private void ReadPragmas(List<PragmaNode> pragmas)
    {
        while (_current.IsBinary("<"))
        {
            pragmas.Add(ReadPragma());
        }
    }

    private PragmaNode ReadPragma()
    {
        SourceSpan start = Take().Span;
        var arguments = new List<Node>();
        string selector = "";
        if (_current.Kind == TokenKind.Identifier)
        {
            selector = Take().Text;
        }
        else
        {
            while (_current.Kind == TokenKind.Keyword)
            {
                selector += Take().Text;
                arguments.Add(selector == PragmaNode.PrimitiveSelector ? ReadPrimitiveName() : ReadLiteral("the pragma's argument"));
            }
        }

        if (selector.Length == 0)
        {
            throw Unexpected("a pragma's name");
        }

        if (!_current.IsBinary(">"))
        {
            throw Unexpected("'>' at the end of the pragma");
        }

        Take();
        return new PragmaNode(start.To(_last), selector, arguments);
    }

    private SymbolNode ReadPrimitiveName()
    {
        if (_current.Kind is not (TokenKind.Identifier or TokenKind.Symbol or TokenKind.String))
        {
            throw _current.Kind == TokenKind.Integer ? Error(_current, "primitives are bound by name, not by number") : Unexpected("the primitive's name");
        }

        Token name = Take();
        return new SymbolNode(name.Span, name.Text);
    }

    private List<VariableDeclaration> ReadTemporaries()
    {
        var temporaries = new List<VariableDeclaration>();
        if (_current.IsBinary("||"))
        {
            Take();
        }
        else if (_current.IsBinary("|"))
        {
            Take();
            while (_current.Kind == TokenKind.Identifier)
            {
                temporaries.Add(ReadDeclaration("a temporary", temporaries));
            }

            if (!_current.IsBinary("|"))
            {
                throw Unexpected("'|' at the end of the temporaries");
            }

            Take();
        }

        return temporaries;
    }

    private SequenceNode ReadSequence(List<VariableDeclaration> temporaries)
    {
        SourceSpan start = temporaries.Count > 0 ? temporaries[0].Span : _current.Span;
        var statements = new List<Node>();
        SkipPeriods();
        while (_current.Kind is not (TokenKind.End or TokenKind.RightBracket))
        {
            statements.Add(ReadStatement());
            if (_current.Kind != TokenKind.Period)
            {
                break;
            }

            SkipPeriods();
        }

        return new SequenceNode(statements.Count == 0 ? start : start.To(_last), temporaries, statements);
    }

    private Node ReadStatement()
    {
        if (_current.Kind != TokenKind.Caret)
        {
            return ReadExpression();
        }

        SourceSpan start = Take().Span;
        Node value = ReadExpression();
        return new ReturnNode(start.To(value.Span), value);
    }

    private void SkipPeriods()
    {
        while (_current.Kind == TokenKind.Period)
        {
            Take();
        }
    }

    private VariableDeclaration ReadDeclaration(string what, List<VariableDeclaration> others)
    {
        if (_current.Kind != TokenKind.Identifier)
        {
            throw Unexpected(what);
        }

        if (ReservedNode.KindOf(_current.Text) is not null)
        {
            throw Error(_current, $"'{_current.Text}' is reserved and cannot be {what}");
        }

        foreach (VariableDeclaration other in others)
        {
            if (other.Name == _current.Text)
            {
                throw Error(_current, $"'{_current.Text}' is declared twice");
            }
        }

        Token name = Take();
        return new VariableDeclaration(name.Text, name.Span);
    }

    private Token Take()
    {
        Token token = _current;
        _last = token.Span;
        _current = _ahead;
        _ahead = _ahead.Kind == TokenKind.End ? _ahead : _lexer.Next();
        return token;
    }

    private void ExpectEnd()
    {
        if (_current.Kind != TokenKind.End)
        {
            throw Unexpected("the end of the statement");
        }
    }

    private SourceSpan Expect(TokenKind kind, string what) => _current.Kind == kind ? Take().Span : throw Unexpected(what);

    private SmalltalkSyntaxException Unexpected(string expected)
    {
        string found = _current.Kind == TokenKind.End ? "the end of the text" : $"'{_source.Text[_current.Span.Start.._current.Span.End]}'";
        return Error(_current, $"expected {expected}, found {found}");
    }

    private SmalltalkSyntaxException Error(Token token, string description) => new(_source, token.Span.Start, description);
}

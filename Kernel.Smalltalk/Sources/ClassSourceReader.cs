using Kernel.Smalltalk.Syntax;

namespace Kernel.Smalltalk.Sources;

/// <summary>Reads a class file; the README of this folder gives the format. Errors are <see cref="SmalltalkSyntaxException"/>s.</summary>
public sealed partial class ClassSourceReader
{
    private readonly SourceText _source;
    private readonly Dictionary<string, MethodSource> _methods = [];
    private readonly List<MethodSource> _order = [];
    private readonly Lexer _lexer;
    private Token _current;
    private int _previousEnd;

    private ClassSourceReader(SourceText source)
    {
        _source = source;
        _lexer = new Lexer(source);
        _current = _lexer.Next();
    }

    /// <summary>Reads the file at <paramref name="path"/>, which errors name as <paramref name="displayName"/>.</summary>
    public static ClassSource ReadFile(string path, string? displayName = null) => Read(new SourceText(displayName ?? path, File.ReadAllText(path)));

    /// <summary>Reads a class file's text.</summary>
    public static ClassSource Read(SourceText source) => new ClassSourceReader(source).ReadClass();

    private void ReadMethods(string className)
    {
        string category = "";
        while (_current.Kind != TokenKind.End)
        {
            if (_current.Kind == TokenKind.LeftBrace)
            {
                category = ReadCategory();
                continue;
            }

            MethodSource method = ReadMethod(className, category);
            if (_methods.TryGetValue(method.Name, out MethodSource? first))
            {
                throw new SmalltalkSyntaxException(method.Source, 0, $"{method.Name} stands also in line {first.Source.FirstLine}");
            }

            _methods.Add(method.Name, method);
            _order.Add(method);
        }
    }

    private MethodSource ReadMethod(string className, string category)
    {
        Token name = Take(TokenKind.Identifier, "a method, as 'Class >> name [ … ]'");
        if (name.Text != className)
        {
            throw Error(name, $"a method of {name.Text} in the file of {className}");
        }

        bool isClassSide = _current is { Kind: TokenKind.Identifier, Text: "class" };
        if (isClassSide)
        {
            Advance();
        }

        if (!_current.IsBinary(">>"))
        {
            throw Unexpected("'>>'");
        }

        Advance();
        int start = _current.Span.Start;
        string selector = ReadPattern();
        int patternEnd = _previousEnd;
        if (_current.Kind != TokenKind.LeftBracket)
        {
            throw Unexpected("'[' before the method's body");
        }

        int bodyStart = _current.Span.End;
        int bodyEnd = SkipBody();
        string text = (_source.Text[start..patternEnd] + _source.Text[bodyStart..bodyEnd]).TrimEnd() + "\n";
        SourcePosition place = _source.PositionOf(start);
        return new MethodSource
        {
            ClassName = className,
            IsClassSide = isClassSide,
            Selector = selector,
            Category = category,
            Source = new SourceText(_source.FileName, text, place.Line, place.Column),
        };
    }

    /// <summary>Only the selector is wanted here; the parser checks the pattern.</summary>
    private string ReadPattern()
    {
        string selector = "";
        switch (_current.Kind)
        {
            case TokenKind.Identifier:
                selector = _current.Text;
                Advance();
                break;
            case TokenKind.Binary:
                selector = _current.Text;
                Advance();
                Take(TokenKind.Identifier, "the operator's argument");
                break;
            case TokenKind.Keyword:
                while (_current.Kind == TokenKind.Keyword)
                {
                    selector += _current.Text;
                    Advance();
                    Take(TokenKind.Identifier, "the keyword's argument");
                }

                break;
            default:
                throw Unexpected("a method's name");
        }

        return selector;
    }

    /// <summary>Passes the body, from its opening bracket to the one that closes it; answers that one's offset.</summary>
    private int SkipBody()
    {
        Token opening = _current;
        int depth = 0;
        while (true)
        {
            switch (_current.Kind)
            {
                case TokenKind.LeftBracket or TokenKind.ByteArrayStart:
                    depth++;
                    break;
                case TokenKind.RightBracket when --depth == 0:
                    int end = _current.Span.Start;
                    Advance();
                    return end;
                case TokenKind.End:
                    throw Error(opening, "this method is never closed by ']'");
                default:
                    break;
            }

            Advance();
        }
    }

    private void Advance()
    {
        _previousEnd = _current.Span.End;
        _current = _lexer.Next();
    }

    private Token Take(TokenKind kind, string expected)
    {
        if (_current.Kind != kind)
        {
            throw Unexpected(expected);
        }

        Token token = _current;
        Advance();
        return token;
    }

    private SmalltalkSyntaxException Unexpected(string expected)
    {
        string found = _current.Kind == TokenKind.End ? "the end of the file" : $"'{_source.Text[_current.Span.Start.._current.Span.End]}'";
        return Error(_current, $"expected {expected}, found {found}");
    }

    private SmalltalkSyntaxException Error(Token token, string description) => new(_source, token.Span.Start, description);
}

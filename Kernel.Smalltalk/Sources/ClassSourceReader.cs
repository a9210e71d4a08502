using Kernel.Smalltalk.Syntax;

namespace Kernel.Smalltalk.Sources;

/// <summary>Reads a class file; the README of this folder gives the format. Errors are <see cref="SmalltalkSyntaxException"/>s.</summary>
public sealed partial class ClassSourceReader
{
    private readonly SourceText source;
    private readonly Dictionary<string, MethodSource> methods = [];
    private readonly List<MethodSource> order = [];
    private readonly Lexer lexer;
    private Token current;
    private int previousEnd;

    private ClassSourceReader(SourceText source)
    {
        this.source = source;
        lexer = new Lexer(source);
        current = lexer.Next();
    }

    /// <summary>Reads the file at <paramref name="path"/>, which errors name as <paramref name="displayName"/>.</summary>
    public static ClassSource ReadFile(string path, string? displayName = null) => Read(new SourceText(displayName ?? path, File.ReadAllText(path)));

    /// <summary>Reads a class file's text.</summary>
    public static ClassSource Read(SourceText source) => new ClassSourceReader(source).ReadClass();

    private void ReadMethods(string className)
    {
        string category = "";
        while (current.Kind != TokenKind.End)
        {
            if (current.Kind == TokenKind.LeftBrace)
            {
                category = ReadCategory();
                continue;
            }

            MethodSource method = ReadMethod(className, category);
            if (methods.TryGetValue(method.Name, out MethodSource? first))
            {
                throw new SmalltalkSyntaxException(method.Source, 0, $"{method.Name} stands also in line {first.Source.FirstLine}");
            }

            methods.Add(method.Name, method);
            order.Add(method);
        }
    }

    private MethodSource ReadMethod(string className, string category)
    {
        Token name = Take(TokenKind.Identifier, "a method, as 'Class >> name [ … ]'");
        if (name.Text != className)
        {
            throw Error(name, $"a method of {name.Text} in the file of {className}");
        }

        bool isClassSide = current is { Kind: TokenKind.Identifier, Text: "class" };
        if (isClassSide)
        {
            Advance();
        }

        if (!current.IsBinary(">>"))
        {
            throw Unexpected("'>>'");
        }

        Advance();
        int start = current.Span.Start;
        string selector = ReadPattern();
        int patternEnd = previousEnd;
        if (current.Kind != TokenKind.LeftBracket)
        {
            throw Unexpected("'[' before the method's body");
        }

        int bodyStart = current.Span.End;
        int bodyEnd = SkipBody();
        string text = (source.Text[start..patternEnd] + source.Text[bodyStart..bodyEnd]).TrimEnd() + "\n";
        SourcePosition place = source.PositionOf(start);
        return new MethodSource
        {
            ClassName = className,
            IsClassSide = isClassSide,
            Selector = selector,
            Category = category,
            Source = new SourceText(source.FileName, text, place.Line, place.Column),
        };
    }

    /// <summary>Only the selector is wanted here; the parser checks the pattern.</summary>
    private string ReadPattern()
    {
        string selector = "";
        switch (current.Kind)
        {
            case TokenKind.Identifier:
                selector = current.Text;
                Advance();
                break;
            case TokenKind.Binary:
                selector = current.Text;
                Advance();
                Take(TokenKind.Identifier, "the operator's argument");
                break;
            case TokenKind.Keyword:
                while (current.Kind == TokenKind.Keyword)
                {
                    selector += current.Text;
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
        Token opening = current;
        int depth = 0;
        while (true)
        {
            switch (current.Kind)
            {
                case TokenKind.LeftBracket or TokenKind.ByteArrayStart:
                    depth++;
                    break;
                case TokenKind.RightBracket when --depth == 0:
                    int end = current.Span.Start;
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
        previousEnd = current.Span.End;
        current = lexer.Next();
    }

    private Token Take(TokenKind kind, string expected)
    {
        if (current.Kind != kind)
        {
            throw Unexpected(expected);
        }

        Token token = current;
        Advance();
        return token;
    }

    private SmalltalkSyntaxException Unexpected(string expected)
    {
        string found = current.Kind == TokenKind.End ? "the end of the file" : $"'{source.Text[current.Span.Start..current.Span.End]}'";
        return Error(current, $"expected {expected}, found {found}");
    }

    private SmalltalkSyntaxException Error(Token token, string description) => new(source, token.Span.Start, description);
}

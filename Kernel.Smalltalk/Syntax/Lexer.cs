using System.Text;

namespace Kernel.Smalltalk.Syntax;

/// <summary>
/// Splits a text into tokens, one at each call of <see cref="Next"/>; blanks and comments are passed over.
/// </summary>
/// <param name="source">The text.</param>
/// <param name="position">The offset to begin at.</param>
public sealed partial class Lexer(SourceText source, int position = 0)
{
    private const string OperatorCharacters = "+-*/\\~<>=@%|&?!,";
    private readonly string text = source.Text;
    private int position = position;

    /// <summary>The offset behind the token that was read last.</summary>
    public int Position => position;

    /// <summary>The next token; at the end of the text always one of kind <see cref="TokenKind.End"/>.</summary>
    public Token Next()
    {
        SkipBlanksAndComments();
        int start = position;
        if (start >= text.Length)
        {
            return new Token(TokenKind.End, new SourceSpan(start, start), "");
        }

        char c = text[start];
        if (IsNameStart(c))
        {
            return ReadName();
        }

        if (char.IsAsciiDigit(c))
        {
            return ReadNumber();
        }

        return c switch
        {
            '(' => Single(TokenKind.LeftParenthesis),
            ')' => Single(TokenKind.RightParenthesis),
            '[' => Single(TokenKind.LeftBracket),
            ']' => Single(TokenKind.RightBracket),
            '{' => Single(TokenKind.LeftBrace),
            '}' => Single(TokenKind.RightBrace),
            '^' => Single(TokenKind.Caret),
            '.' => Single(TokenKind.Period),
            ';' => Single(TokenKind.Semicolon),
            ':' => PeekAt(start + 1) == '=' ? Cut(TokenKind.Assign, start, start + 2) : Single(TokenKind.Colon),
            '$' => ReadCharacter(),
            '\'' => ReadString(TokenKind.String, start),
            '#' => ReadHash(),
            '@' when StartsEnvironment(start) => ReadEnvironmentMessage(),
            _ when IsOperator(c) => ReadOperator(TokenKind.Binary, start),
            _ => throw Error(start, $"unexpected character '{Show(start)}'"),
        };
    }

    /// <summary>Whether a name may begin with <paramref name="c"/>.</summary>
    public static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    /// <summary>Whether a name may go on with <paramref name="c"/>.</summary>
    public static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsOperator(char c) => OperatorCharacters.Contains(c);

    private void SkipBlanksAndComments()
    {
        while (position < text.Length)
        {
            char c = text[position];
            if (char.IsWhiteSpace(c) || c == '\uFEFF')
            {
                position++;
            }
            else if (c == '"')
            {
                int end = text.IndexOf('"', position + 1);
                if (end < 0)
                {
                    throw Error(position, "this comment is never closed");
                }

                position = end + 1;
            }
            else
            {
                return;
            }
        }
    }

    private Token ReadOperator(TokenKind kind, int start)
    {
        int end = position + 1;

        // A minus that touches a digit belongs to the number: 'x--5' subtracts minus five.
        while (end < text.Length && IsOperator(text[end]) && !(text[end] == '-' && char.IsAsciiDigit(PeekAt(end + 1))))
        {
            end++;
        }

        string operation = text[position..end];
        position = end;
        return new Token(kind, new SourceSpan(start, end), operation);
    }

    private Token ReadCharacter()
    {
        int start = position;
        if (start + 1 >= text.Length)
        {
            throw Error(start, "a character is missing behind '$'");
        }

        bool isPair = char.IsSurrogatePair(PeekAt(start + 1), PeekAt(start + 2));
        int codePoint = isPair ? char.ConvertToUtf32(text, start + 1) : text[start + 1];
        return Cut(TokenKind.Character, start, start + (isPair ? 3 : 2)) with { Number = codePoint };
    }

    private Token ReadString(TokenKind kind, int start)
    {
        var value = new StringBuilder();
        int i = position + 1;
        while (true)
        {
            int quote = text.IndexOf('\'', i);
            if (quote < 0)
            {
                throw Error(start, "this string is never closed");
            }

            value.Append(text, i, quote - i);
            i = quote + 1;
            if (PeekAt(i) != '\'')
            {
                position = i;
                return new Token(kind, new SourceSpan(start, i), value.ToString());
            }

            value.Append('\'');
            i++;
        }
    }

    private char PeekAt(int offset) => offset < text.Length ? text[offset] : '\0';

    private Token Single(TokenKind kind) => Cut(kind, position, position + 1);

    private Token Cut(TokenKind kind, int start, int end)
    {
        position = end;
        return new Token(kind, new SourceSpan(start, end), text[start..end]);
    }

    private string Show(int offset)
    {
        if (char.IsSurrogatePair(PeekAt(offset), PeekAt(offset + 1)))
        {
            return text.Substring(offset, 2);
        }

        return char.IsControl(text[offset]) || char.IsSurrogate(text[offset]) ? $"\\u{(int)text[offset]:X4}" : text[offset].ToString();
    }

    private SmalltalkSyntaxException Error(int offset, string description) => new(source, offset, description);
}

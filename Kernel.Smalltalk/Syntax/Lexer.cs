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
    private readonly string _text = source.Text;
    private int _position = position;

    /// <summary>The offset behind the token that was read last.</summary>
    public int Position => _position;

    /// <summary>The next token; at the end of the text always one of kind <see cref="TokenKind.End"/>.</summary>
    public Token Next()
    {
        SkipBlanksAndComments();
        int start = _position;
        if (start >= _text.Length)
        {
            return new Token(TokenKind.End, new SourceSpan(start, start), "");
        }

        char c = _text[start];
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
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (char.IsWhiteSpace(c) || c == '\uFEFF')
            {
                _position++;
            }
            else if (c == '"')
            {
                int end = _text.IndexOf('"', _position + 1);
                if (end < 0)
                {
                    throw Error(_position, "this comment is never closed");
                }

                _position = end + 1;
            }
            else
            {
                return;
            }
        }
    }

    private Token ReadOperator(TokenKind kind, int start)
    {
        int end = _position + 1;

        // A minus that touches a digit belongs to the number: 'x--5' subtracts minus five.
        while (end < _text.Length && IsOperator(_text[end]) && !(_text[end] == '-' && char.IsAsciiDigit(PeekAt(end + 1))))
        {
            end++;
        }

        string operation = _text[_position..end];
        _position = end;
        return new Token(kind, new SourceSpan(start, end), operation);
    }

    private Token ReadCharacter()
    {
        int start = _position;
        if (start + 1 >= _text.Length)
        {
            throw Error(start, "a character is missing behind '$'");
        }

        bool isPair = char.IsSurrogatePair(PeekAt(start + 1), PeekAt(start + 2));
        int codePoint = isPair ? char.ConvertToUtf32(_text, start + 1) : _text[start + 1];
        return Cut(TokenKind.Character, start, start + (isPair ? 3 : 2)) with { Number = codePoint };
    }

    private Token ReadString(TokenKind kind, int start)
    {
        var value = new StringBuilder();
        int i = _position + 1;
        while (true)
        {
            int quote = _text.IndexOf('\'', i);
            if (quote < 0)
            {
                throw Error(start, "this string is never closed");
            }

            value.Append(_text, i, quote - i);
            i = quote + 1;
            if (PeekAt(i) != '\'')
            {
                _position = i;
                return new Token(kind, new SourceSpan(start, i), value.ToString());
            }

            value.Append('\'');
            i++;
        }
    }

    private char PeekAt(int offset) => offset < _text.Length ? _text[offset] : '\0';

    private Token Single(TokenKind kind) => Cut(kind, _position, _position + 1);

    private Token Cut(TokenKind kind, int start, int end)
    {
        _position = end;
        return new Token(kind, new SourceSpan(start, end), _text[start..end]);
    }

    private string Show(int offset)
    {
        if (char.IsSurrogatePair(PeekAt(offset), PeekAt(offset + 1)))
        {
            return _text.Substring(offset, 2);
        }

        return char.IsControl(_text[offset]) || char.IsSurrogate(_text[offset]) ? $"\\u{(int)_text[offset]:X4}" : _text[offset].ToString();
    }

    private SmalltalkSyntaxException Error(int offset, string description) => new(source, offset, description);
}

namespace Kernel.Smalltalk.Syntax;

/// <summary>Names, keywords, symbols and messages to other environments.</summary>
public sealed partial class Lexer
{
    private Token ReadName()
    {
        int start = _position;
        int end = NameEnd(start);
        return IsKeywordColon(end) ? Cut(TokenKind.Keyword, start, end + 1) : Cut(TokenKind.Identifier, start, end);
    }

    private Token ReadHash()
    {
        int start = _position;
        char c = PeekAt(start + 1);
        _position = start + 1;
        if (c == '(')
        {
            return Cut(TokenKind.LiteralArrayStart, start, start + 2);
        }

        if (c == '[')
        {
            return Cut(TokenKind.ByteArrayStart, start, start + 2);
        }

        if (c == '\'')
        {
            return ReadString(TokenKind.Symbol, start);
        }

        if (IsNameStart(c))
        {
            int end = SelectorEnd(start + 1);
            _position = end;
            return new Token(TokenKind.Symbol, new SourceSpan(start, end), _text[(start + 1)..end]);
        }

        return IsOperator(c) ? ReadOperator(TokenKind.Symbol, start) : throw Error(start, "a symbol or array is missing behind '#'");
    }

    /// <summary>The end of <c>name</c> or <c>a:b:</c>; a last part without a colon does not belong to it.</summary>
    private int SelectorEnd(int start)
    {
        int end = NameEnd(start);
        if (!IsKeywordColon(end))
        {
            return end;
        }

        end++;
        while (IsNameStart(PeekAt(end)) && IsKeywordColon(NameEnd(end)))
        {
            end = NameEnd(end) + 1;
        }

        return end;
    }

    private int NameEnd(int start)
    {
        int end = start;
        while (end < _text.Length && IsNamePart(_text[end]))
        {
            end++;
        }

        return end;
    }

    private bool IsKeywordColon(int offset) => PeekAt(offset) == ':' && PeekAt(offset + 1) != '=';

    /// <summary>Whether <c>@ruby1:</c> or <c>@env0:</c> with a message right behind it stands here.</summary>
    private bool StartsEnvironment(int start)
    {
        int digits = EnvironmentDigits(start);
        if (digits < 0)
        {
            return false;
        }

        int end = digits;
        while (char.IsAsciiDigit(PeekAt(end)))
        {
            end++;
        }

        char next = PeekAt(end + 1);
        return end > digits && PeekAt(end) == ':' && (IsNameStart(next) || IsOperator(next) || next == '[');
    }

    private int EnvironmentDigits(int start)
    {
        if (string.CompareOrdinal(_text, start, "@ruby", 0, 5) == 0)
        {
            return start + 5;
        }

        return string.CompareOrdinal(_text, start, "@env", 0, 4) == 0 ? start + 4 : -1;
    }

    private Token ReadEnvironmentMessage()
    {
        int start = _position;
        int digits = EnvironmentDigits(start);
        int colon = _text.IndexOf(':', digits);
        if (!int.TryParse(_text.AsSpan(digits, colon - digits), out int environment) || environment > 255)
        {
            throw Error(start, $"environment {_text[digits..colon]} is beyond the last, 255");
        }

        bool isRuby = _text[start + 1] == 'r';
        _position = colon + 1;
        Token message = ReadEnvironmentSelector(start, isRuby);
        return message with { Environment = environment, IsRubyNamed = isRuby };
    }

    private Token ReadEnvironmentSelector(int start, bool isRuby)
    {
        int from = _position;
        int end;
        if (IsNameStart(_text[from]))
        {
            end = NameEnd(from);
            if (isRuby && IsRubyNameSuffix(end))
            {
                end++;
            }
        }
        else if (_text[from] == '[')
        {
            end = PeekAt(from + 1) == ']' ? from + 2 : throw Error(from, "']' is missing");
            end += PeekAt(end) == '=' ? 1 : 0;
        }
        else
        {
            return ReadOperator(TokenKind.EnvironmentBinary, start);
        }

        bool isKeyword = IsKeywordColon(end);
        string selector = _text[from..(isKeyword ? end + 1 : end)];
        _position = from + selector.Length;
        return new Token(isKeyword ? TokenKind.EnvironmentKeyword : TokenKind.EnvironmentUnary, new SourceSpan(start, _position), selector);
    }

    /// <summary>Ruby's names may end in <c>?</c>, <c>!</c> or <c>=</c>; the last only before the colon of its argument.</summary>
    private bool IsRubyNameSuffix(int offset) => PeekAt(offset) switch
    {
        '?' or '!' => true,
        '=' => PeekAt(offset + 1) == ':',
        _ => false,
    };
}

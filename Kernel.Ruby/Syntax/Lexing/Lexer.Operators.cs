namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>Tokens by their first byte: punctuation and operators.</summary>
internal sealed partial class Lexer
{
    private void ScanToken(int p)
    {
        byte c = _text[p];
        if (CharacterClass.IsNameStart(c))
        {
            ScanIdentifier(p);
        }
        else if (CharacterClass.IsDigit(c))
        {
            End = ScanNumber(p);
            Kind = TokenKind.Number;
        }
        else if (!ScanPunctuation(c, p))
        {
            ScanOperator(c, p);
        }
    }

    private bool ScanPunctuation(byte c, int p)
    {
        switch (c)
        {
            case 0 or 4 or 26: // NUL, ^D and ^Z end a script
                Set(TokenKind.EndOfFile, p, p);
                return true;
            case (byte)';': return One(TokenKind.Semicolon);
            case (byte)'"': return One(TokenKind.DoubleQuote);
            case (byte)'\'': return One(TokenKind.SingleQuote);
            case (byte)'`': return One(TokenKind.Backtick);
            case (byte)'(': return One(TokenKind.LeftParen);
            case (byte)')': return One(TokenKind.RightParen);
            case (byte)'[': return One(TokenKind.LeftBracket);
            case (byte)']': return One(TokenKind.RightBracket);
            case (byte)'{': return One(TokenKind.LeftBrace);
            case (byte)'}': return One(TokenKind.RightBrace);
            case (byte)',': return One(TokenKind.Comma);
            case (byte)'?': return One(TokenKind.Question);
            case (byte)'~': return One(TokenKind.Tilde);
            case (byte)'@':
                ScanInstanceVariable(p);
                return true;
            case (byte)'$':
                ScanGlobalVariable(p);
                return true;
            case (byte)':':
                return _text[p + 1] == ':' ? Take(TokenKind.ColonColon, 2) : One(TokenKind.Colon);
            case (byte)'.':
                return _text[p + 1] != '.' ? One(TokenKind.Dot)
                    : _text[p + 2] == '.' ? Take(TokenKind.Dot3, 3) : Take(TokenKind.Dot2, 2);
            default:
                return false;
        }
    }

    private void ScanOperator(byte c, int p)
    {
        byte second = _text[p + 1];
        switch (c)
        {
            case (byte)'=':
                _ = second switch
                {
                    (byte)'=' => _text[p + 2] == '=' ? Take(TokenKind.CaseEqual, 3) : Take(TokenKind.Equal, 2),
                    (byte)'~' => Take(TokenKind.Match, 2),
                    (byte)'>' => Take(TokenKind.Arrow, 2),
                    _ => One(TokenKind.Assign),
                };
                break;
            case (byte)'!':
                _ = second == '=' ? Take(TokenKind.NotEqual, 2)
                    : second == '~' ? Take(TokenKind.NotMatch, 2) : One(TokenKind.Bang);
                break;
            case (byte)'<':
                _ = second == '=' ? _text[p + 2] == '>' ? Take(TokenKind.Compare, 3) : Take(TokenKind.LessEqual, 2)
                    : second == '<' ? OrAssign(TokenKind.ShiftLeft, 2) : One(TokenKind.Less);
                break;
            case (byte)'>':
                _ = second == '=' ? Take(TokenKind.GreaterEqual, 2)
                    : second == '>' ? OrAssign(TokenKind.ShiftRight, 2) : One(TokenKind.Greater);
                break;
            case (byte)'+': OrAssign(TokenKind.Plus, 1); break;
            case (byte)'-':
                _ = second == '>' ? Take(TokenKind.LambdaArrow, 2) : OrAssign(TokenKind.Minus, 1);
                break;
            case (byte)'*':
                _ = second == '*' ? OrAssign(TokenKind.StarStar, 2) : OrAssign(TokenKind.Star, 1);
                break;
            case (byte)'/': OrAssign(TokenKind.Slash, 1); break;
            case (byte)'%': OrAssign(TokenKind.Percent, 1); break;
            case (byte)'^': OrAssign(TokenKind.Caret, 1); break;
            case (byte)'&':
                _ = second == '&' ? OrAssign(TokenKind.AndAnd, 2)
                    : second == '.' ? Take(TokenKind.AndDot, 2) : OrAssign(TokenKind.And, 1);
                break;
            case (byte)'|':
                _ = second == '|' ? OrAssign(TokenKind.OrOr, 2) : OrAssign(TokenKind.Or, 1);
                break;
            default:
                throw Error(p, c is >= 32 and < 127 ? $"unexpected '{(char)c}'" : $"invalid character 0x{c:x2}");
        }
    }

    private bool One(TokenKind kind) => Take(kind, 1);

    private bool Take(TokenKind kind, int length)
    {
        Kind = kind;
        End = Start + length;
        return true;
    }

    /// <summary>An operator, or its assignment when an equals sign follows; <c>+==</c> never occurs.</summary>
    private bool OrAssign(TokenKind kind, int length) =>
        _text[Start + length] == '=' ? Take(TokenKind.OperatorAssign, length + 1) : Take(kind, length);
}

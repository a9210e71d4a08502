using Kernel.Ruby.Syntax.Lexing;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>How tightly the binary operators bind, from the ternary operator up. Assignment is read with its target.</summary>
internal static class Precedence
{
    internal const int Ternary = 1;
    internal const int Range = 2;
    internal const int Or = 3;
    internal const int And = 4;
    internal const int Equality = 5;
    internal const int Comparison = 6;
    internal const int BitOr = 7;
    internal const int BitAnd = 8;
    internal const int Shift = 9;
    internal const int Additive = 10;
    internal const int Multiplicative = 11;
    internal const int Power = 12;
    internal const int Unary = 13;

    /// <summary>The precedence of a token as a binary operator, or 0.</summary>
    internal static int Of(TokenKind kind) => kind switch
    {
        TokenKind.Question => Ternary,
        TokenKind.Dot2 or TokenKind.Dot3 => Range,
        TokenKind.OrOr => Or,
        TokenKind.AndAnd => And,
        TokenKind.Equal or TokenKind.CaseEqual or TokenKind.NotEqual or TokenKind.Match or TokenKind.NotMatch
            or TokenKind.Compare => Equality,
        TokenKind.Less or TokenKind.LessEqual or TokenKind.Greater or TokenKind.GreaterEqual => Comparison,
        TokenKind.Or or TokenKind.Caret => BitOr,
        TokenKind.And => BitAnd,
        TokenKind.ShiftLeft or TokenKind.ShiftRight => Shift,
        TokenKind.Plus or TokenKind.Minus => Additive,
        TokenKind.Star or TokenKind.Slash or TokenKind.Percent => Multiplicative,
        TokenKind.StarStar => Power,
        _ => 0,
    };
}

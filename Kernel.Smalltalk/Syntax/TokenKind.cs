namespace Kernel.Smalltalk.Syntax;

/// <summary>What the lexer tells apart.</summary>
public enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A name without a colon.</summary>
    Identifier,

    /// <summary>A name with its colon: <c>at:</c>.</summary>
    Keyword,

    /// <summary>A run of operator characters; also the bars of temporaries and the brackets of pragmas.</summary>
    Binary,

    /// <summary>A unary message to another environment: <c>@ruby1:size</c>.</summary>
    EnvironmentUnary,

    /// <summary>A binary message to another environment: <c>@ruby1:+</c>.</summary>
    EnvironmentBinary,

    /// <summary>The first keyword of a message to another environment: <c>@ruby1:ljust:</c>.</summary>
    EnvironmentKeyword,

    /// <summary>An unsigned integer.</summary>
    Integer,

    /// <summary>An unsigned float.</summary>
    Float,

    /// <summary>An unsigned scaled decimal: <c>1.50s2</c>.</summary>
    ScaledDecimal,

    /// <summary><c>$a</c>.</summary>
    Character,

    /// <summary><c>'text'</c>.</summary>
    String,

    /// <summary><c>#name</c>, <c>#a:b:</c>, <c>#+</c> or <c>#'text'</c>.</summary>
    Symbol,

    /// <summary><c>#(</c>.</summary>
    LiteralArrayStart,

    /// <summary><c>#[</c>.</summary>
    ByteArrayStart,

    /// <summary><c>(</c>.</summary>
    LeftParenthesis,

    /// <summary><c>)</c>.</summary>
    RightParenthesis,

    /// <summary><c>[</c>.</summary>
    LeftBracket,

    /// <summary><c>]</c>.</summary>
    RightBracket,

    /// <summary><c>{</c>.</summary>
    LeftBrace,

    /// <summary><c>}</c>.</summary>
    RightBrace,

    /// <summary><c>:=</c>.</summary>
    Assign,

    /// <summary>A colon on its own, before a block's argument.</summary>
    Colon,

    /// <summary><c>^</c>.</summary>
    Caret,

    /// <summary><c>.</c>.</summary>
    Period,

    /// <summary><c>;</c>.</summary>
    Semicolon,
}

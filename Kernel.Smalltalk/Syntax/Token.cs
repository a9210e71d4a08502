using System.Numerics;

namespace Kernel.Smalltalk.Syntax;

/// <summary>
/// One token. <paramref name="Text"/> is its meaning rather than its spelling: the name of a symbol, the characters of a string
/// without quotes, the selector part of an environment message.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Text">Its meaning as text.</param>
public readonly record struct Token(TokenKind Kind, SourceSpan Span, string Text)
{
    /// <summary>An integer's value, a scaled decimal's digits without the point, or a character's code point.</summary>
    public BigInteger Number { get; init; }

    /// <summary>A float's value.</summary>
    public double Double { get; init; }

    /// <summary>How many of a scaled decimal's digits stand behind the point.</summary>
    public int FractionDigits { get; init; }

    /// <summary>The scale a scaled decimal asks for.</summary>
    public int Scale { get; init; }

    /// <summary>The environment of an environment message.</summary>
    public int Environment { get; init; }

    /// <summary>Whether an environment message names its method as Ruby does (<c>@ruby1:</c>), not by selector (<c>@env1:</c>).</summary>
    public bool IsRubyNamed { get; init; }

    /// <summary>Whether this is the operator <paramref name="operation"/>.</summary>
    public bool IsBinary(string operation) => Kind == TokenKind.Binary && Text == operation;
}

namespace Kernel.Ruby.Syntax.Tokens;

/// <summary>A token where it stands in a text; offsets are in characters, <see cref="End"/> is exclusive.</summary>
public readonly record struct SourceToken(TokenCategory Category, TokenRole Role, int Start, int End)
{
    /// <summary>The length in characters.</summary>
    public int Length => End - Start;

    /// <summary>The token's text.</summary>
    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, Length);
}

namespace Kernel.Ruby.Syntax;

/// <summary>What a parse needs to know besides the source.</summary>
public sealed class ParseOptions
{
    /// <summary>For a file that stands alone.</summary>
    public static ParseOptions Default { get; } = new();

    /// <summary>
    /// The local variables around an <c>eval</c>, a list for each scope, outermost first. Those names are read and written
    /// with a depth of 1 and up, as the program's own scope is 0.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Scopes { get; init; } = [];

    /// <summary>Whether strings are frozen without a magic comment; null leaves them chilled, MRI's default.</summary>
    public bool? FrozenStringLiteral { get; init; }

    /// <summary>The source encoding without a magic comment.</summary>
    public string EncodingName { get; init; } = "UTF-8";

    /// <summary>The loop around the program that -n and -p ask for.</summary>
    public LineLoop LineLoop { get; init; }

    /// <summary>Whether the text stands in a method, so that <c>yield</c> is allowed; <see cref="Scopes"/> allow it as well.</summary>
    public bool IsInMethod { get; init; }
}

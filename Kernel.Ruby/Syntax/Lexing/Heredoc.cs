namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>The opening of a heredoc.</summary>
/// <param name="OpeningEnd">Where the opening ends on its line.</param>
/// <param name="NameStart">Where the name that ends the body starts.</param>
/// <param name="NameEnd">Where that name ends.</param>
/// <param name="Quote">The quotation mark around the name, or zero.</param>
/// <param name="IsIndented">The terminator may be indented: <c>&lt;&lt;-</c> and <c>&lt;&lt;~</c>.</param>
/// <param name="IsSquiggly">The body loses its common indentation: <c>&lt;&lt;~</c>.</param>
internal sealed record Heredoc(int OpeningEnd, int NameStart, int NameEnd, byte Quote, bool IsIndented, bool IsSquiggly);

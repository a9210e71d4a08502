namespace Kernel.Ruby.Syntax.Warnings;

/// <summary>Something in a text that is Ruby and yet hardly meant.</summary>
/// <param name="Offset">Where it stands, in bytes; -1 for the file as a whole.</param>
/// <param name="Message">What it is.</param>
/// <param name="IsVerbose">Told only when warnings are asked for (<c>-w</c>).</param>
public sealed record SyntaxWarning(int Offset, string Message, bool IsVerbose);

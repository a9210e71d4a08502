namespace Kernel.Ruby.Syntax;

/// <summary>Why and where a source text is not Ruby.</summary>
/// <param name="Line">The line, counted from the source's first.</param>
/// <param name="Column">The column in bytes, from 1.</param>
/// <param name="EndColumn">The column behind the text at fault, which is marked up to the end of the line at most.</param>
/// <param name="Message">What is wrong, without the place.</param>
/// <param name="IsAtEnd">The text ended too early: an interactive shell asks for another line.</param>
public sealed record SyntaxError(int Line, int Column, int EndColumn, string Message, bool IsAtEnd)
{
    /// <summary>Whether an ArgumentError tells of it: an unknown encoding's name in a magic comment is no error of syntax.</summary>
    public bool IsArgumentError { get; init; }
}

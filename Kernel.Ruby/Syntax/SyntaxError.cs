namespace Kernel.Ruby.Syntax;

/// <summary>Why and where a source text is not Ruby.</summary>
/// <param name="FileName">The file.</param>
/// <param name="Line">The line, counted from the source's first.</param>
/// <param name="Column">The column in bytes, from 1.</param>
/// <param name="Message">What is wrong, without the place.</param>
/// <param name="LineText">The text of the line.</param>
/// <param name="IsAtEnd">The text ended too early: an interactive shell asks for another line.</param>
public sealed record SyntaxError(
    string FileName, int Line, int Column, string Message, string LineText, bool IsAtEnd)
{
    /// <summary><c>file:line:column: message</c>, then the line with a caret below the place.</summary>
    public override string ToString() =>
        $"{FileName}:{Line}:{Column}: {Message}\n  {LineText.Replace('\t', ' ')}\n  {new string(' ', Math.Max(0, Column - 1))}^";
}

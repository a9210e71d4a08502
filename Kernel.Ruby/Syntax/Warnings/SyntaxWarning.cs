namespace Kernel.Ruby.Syntax.Warnings;

/// <summary>Something in a text that is Ruby and yet hardly meant.</summary>
/// <param name="Offset">Where it stands, in bytes; -1 for the file as a whole.</param>
/// <param name="Message">What it is.</param>
/// <param name="IsVerbose">Told only when warnings are asked for (<c>-w</c>).</param>
public sealed record SyntaxWarning(int Offset, string Message, bool IsVerbose)
{
    /// <summary>As MRI prints it, with its place in a text.</summary>
    public string In(Source source) => Offset < 0
        ? $"{source.FileName}: warning: {Message}"
        : $"{source.FileName}:{source.LineOf(Offset)}: warning: {Message}";
}

namespace Kernel.Smalltalk.Syntax;

/// <summary>A stretch of a <see cref="SourceText"/>, in UTF-16 units; <paramref name="End"/> is exclusive.</summary>
public readonly record struct SourceSpan(int Start, int End)
{
    /// <summary>The span from the beginning of this one to the end of <paramref name="last"/>.</summary>
    public SourceSpan To(SourceSpan last) => new(Start, last.End);
}

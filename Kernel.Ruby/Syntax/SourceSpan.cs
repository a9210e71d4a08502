namespace Kernel.Ruby.Syntax;

/// <summary>A stretch of source text in byte offsets; <see cref="End"/> is exclusive.</summary>
public readonly record struct SourceSpan(int Start, int End)
{
    /// <summary>The length in bytes.</summary>
    public int Length => End - Start;
}

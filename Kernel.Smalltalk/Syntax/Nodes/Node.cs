namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>A part of the tree.</summary>
/// <param name="kind">What it is.</param>
/// <param name="span">Where it stands in its source.</param>
public abstract class Node(NodeKind kind, SourceSpan span)
{
    /// <summary>What to switch on; it decides the node's type.</summary>
    public NodeKind Kind { get; } = kind;

    /// <summary>Where the node stands in its source.</summary>
    public SourceSpan Span { get; } = span;
}

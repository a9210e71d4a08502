namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary><c>{ a. b }</c>: a new Array at each evaluation.</summary>
public sealed class DynamicArrayNode(SourceSpan span, IReadOnlyList<Node> elements) : Node(NodeKind.DynamicArray, span)
{
    /// <summary>Expressions, evaluated in order.</summary>
    public IReadOnlyList<Node> Elements { get; } = elements;
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A choice between two patterns: <c>in A | B</c>.</summary>
public sealed class AlternationPatternNode(SourceSpan location, Node left, Node right)
    : Node(NodeKind.AlternationPattern, location)
{
    /// <summary>The left side.</summary>
    public Node Left { get; } = left;

    /// <summary>The right side.</summary>
    public Node Right { get; } = right;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Left);
        visit(Right);
    }
}

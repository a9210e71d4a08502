namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>left &amp;&amp; right</c>, also spelled <c>and</c>.</summary>
public sealed class AndNode(SourceSpan location, Node left, Node right)
    : Node(NodeKind.And, location)
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

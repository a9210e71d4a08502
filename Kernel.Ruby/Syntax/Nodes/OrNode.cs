namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>left || right</c>, also spelled <c>or</c>.</summary>
public sealed class OrNode(SourceSpan location, Node left, Node right)
    : Node(NodeKind.Or, location)
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

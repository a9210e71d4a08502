namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>^(expression)</c> in a pattern.</summary>
public sealed class PinnedExpressionNode(SourceSpan location, Node expression)
    : Node(NodeKind.PinnedExpression, location)
{
    /// <summary>The expression.</summary>
    public Node Expression { get; } = expression;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Expression);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>expression rescue alternative</c>.</summary>
public sealed class RescueModifierNode(SourceSpan location, Node expression, Node rescueExpression)
    : Node(NodeKind.RescueModifier, location)
{
    /// <summary>The expression.</summary>
    public Node Expression { get; } = expression;

    /// <summary>The value after an error.</summary>
    public Node RescueExpression { get; } = rescueExpression;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Expression);
        visit(RescueExpression);
    }
}

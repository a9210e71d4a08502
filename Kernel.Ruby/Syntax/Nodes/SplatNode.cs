namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>*expression</c> among arguments, elements, targets or patterns.</summary>
public sealed class SplatNode(SourceSpan location, Node? expression)
    : Node(NodeKind.Splat, location)
{
    /// <summary>The expression.</summary>
    public Node? Expression { get; } = expression;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Expression, visit);
    }
}

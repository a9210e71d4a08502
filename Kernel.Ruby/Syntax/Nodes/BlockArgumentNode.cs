namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>&amp;block</c> in a call; without an expression it forwards the anonymous block.</summary>
public sealed class BlockArgumentNode(SourceSpan location, Node? expression)
    : Node(NodeKind.BlockArgument, location)
{
    /// <summary>The expression.</summary>
    public Node? Expression { get; } = expression;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Expression, visit);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>if</c>, <c>elsif</c>, the modifier, and the ternary operator.</summary>
public sealed class IfNode(SourceSpan location, Node predicate, StatementsNode? statements, Node? subsequent)
    : Node(NodeKind.If, location)
{
    /// <summary>The condition.</summary>
    public Node Predicate { get; } = predicate;

    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <summary>What follows when this one does not apply.</summary>
    public Node? Subsequent { get; } = subsequent;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Predicate);
        VisitOptional(Statements, visit);
        VisitOptional(Subsequent, visit);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>for index in collection … end</c>.</summary>
public sealed class ForNode(SourceSpan location, Node index, Node collection, StatementsNode? statements)
    : Node(NodeKind.For, location)
{
    /// <summary>The target or targets.</summary>
    public Node Index { get; } = index;

    /// <summary>The collection.</summary>
    public Node Collection { get; } = collection;

    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Index);
        visit(Collection);
        VisitOptional(Statements, visit);
    }
}

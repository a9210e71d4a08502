namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>unless</c>, also as a modifier.</summary>
public sealed class UnlessNode(SourceSpan location, Node predicate, StatementsNode? statements, ElseNode? elseClause)
    : Node(NodeKind.Unless, location)
{
    /// <summary>The condition.</summary>
    public Node Predicate { get; } = predicate;

    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <summary>The else clause, if any.</summary>
    public ElseNode? ElseClause { get; } = elseClause;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Predicate);
        VisitOptional(Statements, visit);
        VisitOptional(ElseClause, visit);
    }
}

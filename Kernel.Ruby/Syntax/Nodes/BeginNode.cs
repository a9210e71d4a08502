namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>begin … rescue … else … ensure … end</c>, also the implicit one of a method, block, class or module body.</summary>
public sealed class BeginNode(
    SourceSpan location,
    StatementsNode? statements,
    RescueNode? rescueClause,
    ElseNode? elseClause,
    EnsureNode? ensureClause)
    : Node(NodeKind.Begin, location)
{
    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <summary>The first rescue clause, if any.</summary>
    public RescueNode? RescueClause { get; } = rescueClause;

    /// <summary>The else clause, if any.</summary>
    public ElseNode? ElseClause { get; } = elseClause;

    /// <summary>The ensure clause, if any.</summary>
    public EnsureNode? EnsureClause { get; } = ensureClause;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Statements, visit);
        VisitOptional(RescueClause, visit);
        VisitOptional(ElseClause, visit);
        VisitOptional(EnsureClause, visit);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>case value in pattern … end</c>.</summary>
public sealed class CaseMatchNode(SourceSpan location, Node? predicate, InNode[] conditions, ElseNode? elseClause)
    : Node(NodeKind.CaseMatch, location)
{
    /// <summary>The condition.</summary>
    public Node? Predicate { get; } = predicate;

    /// <summary>The clauses or conditions.</summary>
    public InNode[] Conditions { get; } = conditions;

    /// <summary>The else clause, if any.</summary>
    public ElseNode? ElseClause { get; } = elseClause;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Predicate, visit);
        VisitAll(Conditions, visit);
        VisitOptional(ElseClause, visit);
    }
}

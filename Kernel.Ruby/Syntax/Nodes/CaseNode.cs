namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>case value when … end</c>.</summary>
public sealed class CaseNode(SourceSpan location, Node? predicate, WhenNode[] conditions, ElseNode? elseClause)
    : Node(NodeKind.Case, location)
{
    /// <summary>The condition.</summary>
    public Node? Predicate { get; } = predicate;

    /// <summary>The clauses or conditions.</summary>
    public WhenNode[] Conditions { get; } = conditions;

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

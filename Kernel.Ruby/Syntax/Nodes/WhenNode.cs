namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>One <c>when</c> clause of a case.</summary>
public sealed class WhenNode(SourceSpan location, Node[] conditions, StatementsNode? statements)
    : Node(NodeKind.When, location)
{
    /// <summary>The clauses or conditions.</summary>
    public Node[] Conditions { get; } = conditions;

    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Conditions, visit);
        VisitOptional(Statements, visit);
    }
}

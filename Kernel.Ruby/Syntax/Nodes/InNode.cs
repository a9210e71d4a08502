namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>One <c>in</c> clause of a case.</summary>
public sealed class InNode(SourceSpan location, Node pattern, StatementsNode? statements)
    : Node(NodeKind.In, location)
{
    /// <summary>The pattern.</summary>
    public Node Pattern { get; } = pattern;

    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Pattern);
        VisitOptional(Statements, visit);
    }
}

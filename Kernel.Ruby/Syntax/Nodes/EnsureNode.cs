namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>The <c>ensure</c> clause.</summary>
public sealed class EnsureNode(SourceSpan location, StatementsNode? statements)
    : Node(NodeKind.Ensure, location)
{
    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Statements, visit);
    }
}

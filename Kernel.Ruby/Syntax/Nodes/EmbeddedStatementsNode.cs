namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>#{…}</c> in a literal.</summary>
public sealed class EmbeddedStatementsNode(SourceSpan location, StatementsNode? statements)
    : Node(NodeKind.EmbeddedStatements, location)
{
    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Statements, visit);
    }
}

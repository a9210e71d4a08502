namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>BEGIN { … }</c>.</summary>
public sealed class PreExecutionNode(SourceSpan location, StatementsNode? statements)
    : Node(NodeKind.PreExecution, location)
{
    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Statements, visit);
    }
}

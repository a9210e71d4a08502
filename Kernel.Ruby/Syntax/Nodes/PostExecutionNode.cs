namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>END { … }</c>.</summary>
public sealed class PostExecutionNode(SourceSpan location, StatementsNode? statements)
    : Node(NodeKind.PostExecution, location)
{
    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Statements, visit);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A sequence of statements; its value is the last one's.</summary>
public sealed class StatementsNode(SourceSpan location, Node[] body)
    : Node(NodeKind.Statements, location)
{
    /// <summary>The body, null when empty.</summary>
    public Node[] Body { get; } = body;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Body, visit);
    }
}

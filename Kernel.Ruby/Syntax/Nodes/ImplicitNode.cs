namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>The value that a shorthand pair leaves out: <c>{name:}</c>.</summary>
public sealed class ImplicitNode(SourceSpan location, Node value)
    : Node(NodeKind.Implicit, location)
{
    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Value);
    }
}

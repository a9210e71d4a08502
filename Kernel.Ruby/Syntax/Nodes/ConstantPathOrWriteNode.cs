namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>A::B ||= value</c>.</summary>
public sealed class ConstantPathOrWriteNode(SourceSpan location, ConstantPathNode target, Node value)
    : Node(NodeKind.ConstantPathOrWrite, location)
{
    /// <summary>The target.</summary>
    public ConstantPathNode Target { get; } = target;

    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Target);
        visit(Value);
    }
}

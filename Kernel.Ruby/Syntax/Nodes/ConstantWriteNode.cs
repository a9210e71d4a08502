namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>Name = value</c>.</summary>
public sealed class ConstantWriteNode(SourceSpan location, string name, Node value)
    : Node(NodeKind.ConstantWrite, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Value);
    }
}

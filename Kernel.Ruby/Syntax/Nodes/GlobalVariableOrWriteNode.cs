namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>$name ||= value</c>.</summary>
public sealed class GlobalVariableOrWriteNode(SourceSpan location, string name, Node value)
    : Node(NodeKind.GlobalVariableOrWrite, location)
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

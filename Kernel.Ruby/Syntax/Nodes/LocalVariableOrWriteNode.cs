namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>name ||= value</c>.</summary>
public sealed class LocalVariableOrWriteNode(SourceSpan location, Node value, string name, int depth)
    : Node(NodeKind.LocalVariableOrWrite, location)
{
    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>How many scopes outwards the variable lives; 0 is the innermost.</summary>
    public int Depth { get; } = depth;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Value);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>name = value</c>.</summary>
public sealed class LocalVariableWriteNode(SourceSpan location, string name, int depth, Node value)
    : Node(NodeKind.LocalVariableWrite, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>How many scopes outwards the variable lives; 0 is the innermost.</summary>
    public int Depth { get; } = depth;

    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Value);
    }
}

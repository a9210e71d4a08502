namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>name += value</c>.</summary>
public sealed class LocalVariableOperatorWriteNode(SourceSpan location, Node value, string name, string binaryOperator, int depth)
    : Node(NodeKind.LocalVariableOperatorWrite, location)
{
    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The operator without the equals sign: <c>+</c>.</summary>
    public string BinaryOperator { get; } = binaryOperator;

    /// <summary>How many scopes outwards the variable lives; 0 is the innermost.</summary>
    public int Depth { get; } = depth;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Value);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>@@name += value</c>.</summary>
public sealed class ClassVariableOperatorWriteNode(SourceSpan location, string name, Node value, string binaryOperator)
    : Node(NodeKind.ClassVariableOperatorWrite, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <summary>The operator without the equals sign: <c>+</c>.</summary>
    public string BinaryOperator { get; } = binaryOperator;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Value);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>A::B += value</c>.</summary>
public sealed class ConstantPathOperatorWriteNode(SourceSpan location, ConstantPathNode target, Node value, string binaryOperator)
    : Node(NodeKind.ConstantPathOperatorWrite, location)
{
    /// <summary>The target.</summary>
    public ConstantPathNode Target { get; } = target;

    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <summary>The operator without the equals sign: <c>+</c>.</summary>
    public string BinaryOperator { get; } = binaryOperator;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Target);
        visit(Value);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>defined?(value)</c>.</summary>
public sealed class DefinedNode(SourceSpan location, Node value)
    : Node(NodeKind.Defined, location)
{
    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Value);
    }
}

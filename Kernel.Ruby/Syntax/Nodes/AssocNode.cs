namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A pair of a hash, of keyword arguments or of a hash pattern: <c>key => value</c>, <c>key: value</c>.</summary>
public sealed class AssocNode(SourceSpan location, Node key, Node value)
    : Node(NodeKind.Assoc, location)
{
    /// <summary>The key.</summary>
    public Node Key { get; } = key;

    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Key);
        visit(Value);
    }
}

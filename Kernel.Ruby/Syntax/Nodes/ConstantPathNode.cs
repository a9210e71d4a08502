namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>A::B</c>, or <c>::B</c> without a parent.</summary>
public sealed class ConstantPathNode(SourceSpan location, Node? parent, string? name)
    : Node(NodeKind.ConstantPath, location)
{
    /// <summary>The scope to look in; null stands for Object.</summary>
    public Node? Parent { get; } = parent;

    /// <summary>The name.</summary>
    public string? Name { get; } = name;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Parent, visit);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>A::B</c> as a target of a multiple assignment, <c>for</c> or <c>rescue</c>.</summary>
public sealed class ConstantPathTargetNode(SourceSpan location, Node? parent, string? name)
    : Node(NodeKind.ConstantPathTarget, location)
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

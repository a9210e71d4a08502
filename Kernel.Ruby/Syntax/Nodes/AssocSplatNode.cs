namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A double splat: <c>**hash</c>; without a value it forwards the anonymous one.</summary>
public sealed class AssocSplatNode(SourceSpan location, Node? value)
    : Node(NodeKind.AssocSplat, location)
{
    /// <summary>The value.</summary>
    public Node? Value { get; } = value;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Value, visit);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>An array literal: <c>[1, *more]</c>, <c>%w[a b]</c>, or the bare list of <c>a = 1, 2</c>.</summary>
public sealed class ArrayNode(SourceSpan location, ArrayFlags flags, Node[] elements)
    : Node(NodeKind.Array, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public ArrayFlags Flags { get; } = flags;

    /// <summary>The elements.</summary>
    public Node[] Elements { get; } = elements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Elements, visit);
    }
}

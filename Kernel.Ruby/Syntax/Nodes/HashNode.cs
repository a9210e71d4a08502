namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A hash literal in braces.</summary>
public sealed class HashNode(SourceSpan location, Node[] elements)
    : Node(NodeKind.Hash, location)
{
    /// <summary>The elements.</summary>
    public Node[] Elements { get; } = elements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Elements, visit);
    }
}

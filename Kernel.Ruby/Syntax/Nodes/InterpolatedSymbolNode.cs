namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>:"name#{x}"</c>.</summary>
public sealed class InterpolatedSymbolNode(SourceSpan location, Node[] parts)
    : Node(NodeKind.InterpolatedSymbol, location)
{
    /// <summary>The parts in order.</summary>
    public Node[] Parts { get; } = parts;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Parts, visit);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>undef name, other</c>.</summary>
public sealed class UndefNode(SourceSpan location, Node[] names)
    : Node(NodeKind.Undef, location)
{
    /// <summary>The names.</summary>
    public Node[] Names { get; } = names;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Names, visit);
    }
}

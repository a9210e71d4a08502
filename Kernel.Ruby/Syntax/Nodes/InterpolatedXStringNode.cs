namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A shell command with interpolation.</summary>
public sealed class InterpolatedXStringNode(SourceSpan location, Node[] parts)
    : Node(NodeKind.InterpolatedXString, location)
{
    /// <summary>The parts in order.</summary>
    public Node[] Parts { get; } = parts;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Parts, visit);
    }
}

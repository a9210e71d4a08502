namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>left..right</c> or <c>left...right</c>; either side may be missing.</summary>
public sealed class RangeNode(SourceSpan location, RangeFlags flags, Node? left, Node? right)
    : Node(NodeKind.Range, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public RangeFlags Flags { get; } = flags;

    /// <summary>The left side.</summary>
    public Node? Left { get; } = left;

    /// <summary>The right side.</summary>
    public Node? Right { get; } = right;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Left, visit);
        VisitOptional(Right, visit);
    }
}

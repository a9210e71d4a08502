namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A range in a condition: <c>if a..b</c>.</summary>
public sealed class FlipFlopNode(SourceSpan location, RangeFlags flags, Node? left, Node? right)
    : Node(NodeKind.FlipFlop, location)
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

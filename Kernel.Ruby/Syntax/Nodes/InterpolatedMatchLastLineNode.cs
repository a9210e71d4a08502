namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>An interpolated regular expression in a condition, matched against <c>$_</c>.</summary>
public sealed class InterpolatedMatchLastLineNode(SourceSpan location, RegularExpressionFlags flags, Node[] parts)
    : Node(NodeKind.InterpolatedMatchLastLine, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public RegularExpressionFlags Flags { get; } = flags;

    /// <summary>The parts in order.</summary>
    public Node[] Parts { get; } = parts;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Parts, visit);
    }
}

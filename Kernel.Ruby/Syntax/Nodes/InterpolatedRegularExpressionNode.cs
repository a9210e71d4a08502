namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A regular expression with interpolation.</summary>
public sealed class InterpolatedRegularExpressionNode(SourceSpan location, RegularExpressionFlags flags, Node[] parts)
    : Node(NodeKind.InterpolatedRegularExpression, location)
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

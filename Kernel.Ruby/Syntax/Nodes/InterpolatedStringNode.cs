namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A string with interpolation, several adjacent strings, or a heredoc of several lines.</summary>
public sealed class InterpolatedStringNode(SourceSpan location, InterpolatedStringFlags flags, Node[] parts)
    : Node(NodeKind.InterpolatedString, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public InterpolatedStringFlags Flags { get; } = flags;

    /// <summary>The parts in order.</summary>
    public Node[] Parts { get; } = parts;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Parts, visit);
    }
}

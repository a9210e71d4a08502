namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>break</c>, with or without values.</summary>
public sealed class BreakNode(SourceSpan location, ArgumentsNode? arguments)
    : Node(NodeKind.Break, location)
{
    /// <summary>The arguments, null without any.</summary>
    public ArgumentsNode? Arguments { get; } = arguments;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Arguments, visit);
    }
}

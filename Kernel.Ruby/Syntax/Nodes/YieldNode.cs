namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>yield</c>.</summary>
public sealed class YieldNode(SourceSpan location, ArgumentsNode? arguments)
    : Node(NodeKind.Yield, location)
{
    /// <summary>The arguments, null without any.</summary>
    public ArgumentsNode? Arguments { get; } = arguments;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Arguments, visit);
    }
}

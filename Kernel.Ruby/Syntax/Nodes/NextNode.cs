namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>next</c>, with or without values.</summary>
public sealed class NextNode(SourceSpan location, ArgumentsNode? arguments)
    : Node(NodeKind.Next, location)
{
    /// <summary>The arguments, null without any.</summary>
    public ArgumentsNode? Arguments { get; } = arguments;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Arguments, visit);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>The arguments of a call, <c>return</c>, <c>yield</c> and their like; the block argument stands apart.</summary>
public sealed class ArgumentsNode(SourceSpan location, ArgumentsFlags flags, Node[] arguments)
    : Node(NodeKind.Arguments, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public ArgumentsFlags Flags { get; } = flags;

    /// <summary>The arguments in order.</summary>
    public Node[] Arguments { get; } = arguments;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Arguments, visit);
    }
}

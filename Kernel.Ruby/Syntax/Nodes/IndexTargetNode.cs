namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>a[b]</c> as a target of a multiple assignment, <c>for</c> or <c>rescue</c>.</summary>
public sealed class IndexTargetNode(SourceSpan location, CallFlags flags, Node receiver, ArgumentsNode? arguments, BlockArgumentNode? block)
    : Node(NodeKind.IndexTarget, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public CallFlags Flags { get; } = flags;

    /// <summary>The object the message goes to; null stands for self.</summary>
    public Node Receiver { get; } = receiver;

    /// <summary>The arguments, null without any.</summary>
    public ArgumentsNode? Arguments { get; } = arguments;

    /// <summary>The block or block argument, if any.</summary>
    public BlockArgumentNode? Block { get; } = block;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Receiver);
        VisitOptional(Arguments, visit);
        VisitOptional(Block, visit);
    }
}

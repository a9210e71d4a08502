namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>a[b] &amp;&amp;= value</c>.</summary>
public sealed class IndexAndWriteNode(
    SourceSpan location,
    CallFlags flags,
    Node? receiver,
    ArgumentsNode? arguments,
    BlockArgumentNode? block,
    Node value)
    : Node(NodeKind.IndexAndWrite, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public CallFlags Flags { get; } = flags;

    /// <summary>The object the message goes to; null stands for self.</summary>
    public Node? Receiver { get; } = receiver;

    /// <summary>The arguments, null without any.</summary>
    public ArgumentsNode? Arguments { get; } = arguments;

    /// <summary>The block or block argument, if any.</summary>
    public BlockArgumentNode? Block { get; } = block;

    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Receiver, visit);
        VisitOptional(Arguments, visit);
        VisitOptional(Block, visit);
        visit(Value);
    }
}

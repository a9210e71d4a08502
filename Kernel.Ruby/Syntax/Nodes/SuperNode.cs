namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>super</c> with arguments or parentheses.</summary>
public sealed class SuperNode(SourceSpan location, ArgumentsNode? arguments, Node? block)
    : Node(NodeKind.Super, location)
{
    /// <summary>The arguments, null without any.</summary>
    public ArgumentsNode? Arguments { get; } = arguments;

    /// <summary>The block or block argument, if any.</summary>
    public Node? Block { get; internal set; } = block;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Arguments, visit);
        VisitOptional(Block, visit);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>super</c> without arguments or parentheses, which passes on the method's own.</summary>
public sealed class ForwardingSuperNode(SourceSpan location, BlockNode? block)
    : Node(NodeKind.ForwardingSuper, location)
{
    /// <summary>The block or block argument, if any.</summary>
    public BlockNode? Block { get; internal set; } = block;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Block, visit);
    }
}

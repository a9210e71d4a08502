namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A constant write under a <c>shareable_constant_value</c> comment.</summary>
public sealed class ShareableConstantNode(SourceSpan location, ShareableConstantFlags flags, Node write)
    : Node(NodeKind.ShareableConstant, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public ShareableConstantFlags Flags { get; } = flags;

    /// <summary>The write.</summary>
    public Node Write { get; } = write;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Write);
    }
}

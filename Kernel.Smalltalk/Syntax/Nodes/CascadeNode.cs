namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>Several messages to one receiver; its value is that of the last.</summary>
public sealed class CascadeNode(SourceSpan span, Node receiver, IReadOnlyList<MessageNode> messages) : Node(NodeKind.Cascade, span)
{
    /// <summary>Evaluated once.</summary>
    public Node Receiver { get; } = receiver;

    /// <summary>Two or more.</summary>
    public IReadOnlyList<MessageNode> Messages { get; } = messages;
}

namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>One message to one receiver.</summary>
public sealed class SendNode(SourceSpan span, Node receiver, MessageNode message) : Node(NodeKind.Send, span)
{
    /// <summary>Of kind <see cref="NodeKind.Super"/> for a send that begins above the class of the method.</summary>
    public Node Receiver { get; } = receiver;

    /// <summary>Selector, arguments and environment.</summary>
    public MessageNode Message { get; } = message;
}

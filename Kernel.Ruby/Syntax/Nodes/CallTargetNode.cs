namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>An attribute as an assignment target: <c>a.b, c = 1, 2</c>.</summary>
public sealed class CallTargetNode(SourceSpan location, CallFlags flags, Node receiver, string name, SourceSpan messageLocation)
    : Node(NodeKind.CallTarget, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public CallFlags Flags { get; } = flags;

    /// <summary>The object the message goes to; null stands for self.</summary>
    public Node Receiver { get; } = receiver;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>Where the name or operator stands; the line of a call is that of its name.</summary>
    public SourceSpan MessageLocation { get; } = messageLocation;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Receiver);
    }
}

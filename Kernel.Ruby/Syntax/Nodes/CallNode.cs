namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A method call in any spelling: <c>a.b(c)</c>, <c>b c</c>, <c>a + c</c>, <c>!a</c>, <c>a[c]</c>, <c>a.b = c</c>.</summary>
public sealed class CallNode(
    SourceSpan location,
    CallFlags flags,
    Node? receiver,
    string name,
    SourceSpan messageLocation,
    bool hasParentheses,
    ArgumentsNode? arguments,
    Node? block)
    : Node(NodeKind.Call, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public CallFlags Flags { get; } = flags;

    /// <summary>The object the message goes to; null stands for self.</summary>
    public Node? Receiver { get; } = receiver;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>Where the name or operator stands; the line of a call is that of its name.</summary>
    public SourceSpan MessageLocation { get; } = messageLocation;

    /// <summary>Whether the arguments stand in parentheses or brackets.</summary>
    public bool HasParentheses { get; } = hasParentheses;

    /// <summary>The arguments, null without any.</summary>
    public ArgumentsNode? Arguments { get; } = arguments;

    /// <summary>The block or block argument, if any.</summary>
    public Node? Block { get; internal set; } = block;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Receiver, visit);
        VisitOptional(Arguments, visit);
        VisitOptional(Block, visit);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>receiver.name &amp;&amp;= value</c>.</summary>
public sealed class CallAndWriteNode(
    SourceSpan location,
    CallFlags flags,
    Node? receiver,
    SourceSpan messageLocation,
    string readName,
    string writeName,
    Node value)
    : Node(NodeKind.CallAndWrite, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public CallFlags Flags { get; } = flags;

    /// <summary>The object the message goes to; null stands for self.</summary>
    public Node? Receiver { get; } = receiver;

    /// <summary>Where the name or operator stands; the line of a call is that of its name.</summary>
    public SourceSpan MessageLocation { get; } = messageLocation;

    /// <summary>The reader: <c>name</c>.</summary>
    public string ReadName { get; } = readName;

    /// <summary>The writer: <c>name=</c>.</summary>
    public string WriteName { get; } = writeName;

    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Receiver, visit);
        visit(Value);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>(…)</c> around any number of statements.</summary>
public sealed class ParenthesesNode(SourceSpan location, ParenthesesFlags flags, Node? body)
    : Node(NodeKind.Parentheses, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public ParenthesesFlags Flags { get; } = flags;

    /// <summary>The body, null when empty.</summary>
    public Node? Body { get; } = body;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Body, visit);
    }
}

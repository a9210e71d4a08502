namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>The keyword arguments of a call, without braces.</summary>
public sealed class KeywordHashNode(SourceSpan location, KeywordHashFlags flags, Node[] elements)
    : Node(NodeKind.KeywordHash, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public KeywordHashFlags Flags { get; } = flags;

    /// <summary>The elements.</summary>
    public Node[] Elements { get; } = elements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Elements, visit);
    }
}

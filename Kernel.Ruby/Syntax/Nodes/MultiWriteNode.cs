namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>a, *b, (c, d) = value</c>.</summary>
public sealed class MultiWriteNode(SourceSpan location, Node[] lefts, Node? rest, Node[] rights, Node value)
    : Node(NodeKind.MultiWrite, location)
{
    /// <summary>The targets before the splat.</summary>
    public Node[] Lefts { get; } = lefts;

    /// <summary>The splat, if any.</summary>
    public Node? Rest { get; } = rest;

    /// <summary>The targets after the splat.</summary>
    public Node[] Rights { get; } = rights;

    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Lefts, visit);
        VisitOptional(Rest, visit);
        VisitAll(Rights, visit);
        visit(Value);
    }
}

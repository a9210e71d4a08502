namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Nested targets in parentheses, the index of a <c>for</c>, or a destructuring parameter.</summary>
public sealed class MultiTargetNode(SourceSpan location, Node[] lefts, Node? rest, Node[] rights)
    : Node(NodeKind.MultiTarget, location)
{
    /// <summary>The targets before the splat.</summary>
    public Node[] Lefts { get; } = lefts;

    /// <summary>The splat, if any.</summary>
    public Node? Rest { get; } = rest;

    /// <summary>The targets after the splat.</summary>
    public Node[] Rights { get; } = rights;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Lefts, visit);
        VisitOptional(Rest, visit);
        VisitAll(Rights, visit);
    }
}

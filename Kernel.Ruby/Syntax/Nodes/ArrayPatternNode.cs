namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>An array pattern: <c>in [first, *rest]</c> or <c>in Point(x, y)</c>.</summary>
public sealed class ArrayPatternNode(SourceSpan location, Node? constant, Node[] requireds, Node? rest, Node[] posts)
    : Node(NodeKind.ArrayPattern, location)
{
    /// <summary>The constant before the parentheses, if any.</summary>
    public Node? Constant { get; } = constant;

    /// <summary>The required elements.</summary>
    public Node[] Requireds { get; } = requireds;

    /// <summary>The splat, if any.</summary>
    public Node? Rest { get; } = rest;

    /// <summary>The required elements after the rest.</summary>
    public Node[] Posts { get; } = posts;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Constant, visit);
        VisitAll(Requireds, visit);
        VisitOptional(Rest, visit);
        VisitAll(Posts, visit);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A hash pattern: <c>in {name:, **rest}</c> or <c>in Point(x:)</c>.</summary>
public sealed class HashPatternNode(SourceSpan location, Node? constant, AssocNode[] elements, Node? rest)
    : Node(NodeKind.HashPattern, location)
{
    /// <summary>The constant before the parentheses, if any.</summary>
    public Node? Constant { get; } = constant;

    /// <summary>The elements.</summary>
    public AssocNode[] Elements { get; } = elements;

    /// <summary>The splat, if any.</summary>
    public Node? Rest { get; } = rest;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Constant, visit);
        VisitAll(Elements, visit);
        VisitOptional(Rest, visit);
    }
}

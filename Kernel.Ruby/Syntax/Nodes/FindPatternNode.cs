namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>in [*, element, *]</c>.</summary>
public sealed class FindPatternNode(SourceSpan location, Node? constant, SplatNode left, Node[] requireds, SplatNode right)
    : Node(NodeKind.FindPattern, location)
{
    /// <summary>The constant before the parentheses, if any.</summary>
    public Node? Constant { get; } = constant;

    /// <summary>The left side.</summary>
    public SplatNode Left { get; } = left;

    /// <summary>The required elements.</summary>
    public Node[] Requireds { get; } = requireds;

    /// <summary>The right side.</summary>
    public SplatNode Right { get; } = right;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Constant, visit);
        visit(Left);
        VisitAll(Requireds, visit);
        visit(Right);
    }
}

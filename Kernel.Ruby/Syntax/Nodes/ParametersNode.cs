namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>The parameters of a method, block or lambda in their groups.</summary>
public sealed class ParametersNode(
    SourceSpan location,
    Node[] requireds,
    OptionalParameterNode[] optionals,
    Node? rest,
    Node[] posts,
    Node[] keywords,
    Node? keywordRest,
    BlockParameterNode? block)
    : Node(NodeKind.Parameters, location)
{
    /// <summary>The required parameters.</summary>
    public Node[] Requireds { get; } = requireds;

    /// <summary>The optional parameters.</summary>
    public OptionalParameterNode[] Optionals { get; } = optionals;

    /// <summary>The splat, if any.</summary>
    public Node? Rest { get; } = rest;

    /// <summary>The required parameters after the rest.</summary>
    public Node[] Posts { get; } = posts;

    /// <summary>The keyword parameters.</summary>
    public Node[] Keywords { get; } = keywords;

    /// <summary>The double splat, <c>**nil</c> or <c>...</c>, if any.</summary>
    public Node? KeywordRest { get; } = keywordRest;

    /// <summary>The block or block argument, if any.</summary>
    public BlockParameterNode? Block { get; } = block;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Requireds, visit);
        VisitAll(Optionals, visit);
        VisitOptional(Rest, visit);
        VisitAll(Posts, visit);
        VisitAll(Keywords, visit);
        VisitOptional(KeywordRest, visit);
        VisitOptional(Block, visit);
    }
}

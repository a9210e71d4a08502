namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>value in pattern</c>: true or false.</summary>
public sealed class MatchPredicateNode(SourceSpan location, Node value, Node pattern)
    : Node(NodeKind.MatchPredicate, location)
{
    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <summary>The pattern.</summary>
    public Node Pattern { get; } = pattern;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Value);
        visit(Pattern);
    }
}

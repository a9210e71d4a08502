namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>value => pattern</c>: raises when it does not match.</summary>
public sealed class MatchRequiredNode(SourceSpan location, Node value, Node pattern)
    : Node(NodeKind.MatchRequired, location)
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

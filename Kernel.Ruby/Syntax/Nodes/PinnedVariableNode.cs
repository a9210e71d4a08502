namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>^variable</c> in a pattern.</summary>
public sealed class PinnedVariableNode(SourceSpan location, Node variable)
    : Node(NodeKind.PinnedVariable, location)
{
    /// <summary>The variable.</summary>
    public Node Variable { get; } = variable;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Variable);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>#@name</c>, <c>#@@name</c> or <c>#$name</c> in a literal.</summary>
public sealed class EmbeddedVariableNode(SourceSpan location, Node variable)
    : Node(NodeKind.EmbeddedVariable, location)
{
    /// <summary>The variable.</summary>
    public Node Variable { get; } = variable;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Variable);
    }
}

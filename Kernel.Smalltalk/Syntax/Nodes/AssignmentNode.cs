namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary><c>name := value</c>.</summary>
public sealed class AssignmentNode(SourceSpan span, VariableNode target, Node value) : Node(NodeKind.Assignment, span)
{
    /// <summary>The variable.</summary>
    public VariableNode Target { get; } = target;

    /// <summary>What it gets, and the value of the whole.</summary>
    public Node Value { get; } = value;
}

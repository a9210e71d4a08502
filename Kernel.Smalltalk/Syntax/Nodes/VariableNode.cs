namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>A name in use.</summary>
public sealed class VariableNode(SourceSpan span, string name) : Node(NodeKind.Variable, span)
{
    /// <summary>As written; what it names is decided by the lowering.</summary>
    public string Name { get; } = name;
}

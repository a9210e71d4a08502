namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary><c>^ value</c>: leaves the method, also from within a block.</summary>
public sealed class ReturnNode(SourceSpan span, Node value) : Node(NodeKind.Return, span)
{
    /// <summary>What is returned.</summary>
    public Node Value { get; } = value;
}

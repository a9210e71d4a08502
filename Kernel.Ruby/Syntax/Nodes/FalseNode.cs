namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>false</c>.</summary>
public sealed class FalseNode(SourceSpan location)
    : Node(NodeKind.False, location);

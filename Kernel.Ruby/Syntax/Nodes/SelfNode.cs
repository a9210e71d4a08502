namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>self</c>.</summary>
public sealed class SelfNode(SourceSpan location)
    : Node(NodeKind.Self, location);

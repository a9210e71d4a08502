namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>true</c>.</summary>
public sealed class TrueNode(SourceSpan location)
    : Node(NodeKind.True, location);

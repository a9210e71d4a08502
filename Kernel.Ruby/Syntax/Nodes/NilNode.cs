namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>nil</c>.</summary>
public sealed class NilNode(SourceSpan location)
    : Node(NodeKind.Nil, location);

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>retry</c>.</summary>
public sealed class RetryNode(SourceSpan location)
    : Node(NodeKind.Retry, location);

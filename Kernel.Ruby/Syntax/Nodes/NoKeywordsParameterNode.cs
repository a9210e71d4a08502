namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>**nil</c> among parameters or in a hash pattern.</summary>
public sealed class NoKeywordsParameterNode(SourceSpan location)
    : Node(NodeKind.NoKeywordsParameter, location);

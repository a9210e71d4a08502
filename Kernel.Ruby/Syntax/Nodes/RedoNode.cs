namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>redo</c>.</summary>
public sealed class RedoNode(SourceSpan location)
    : Node(NodeKind.Redo, location);

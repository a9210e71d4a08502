namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>__LINE__</c>.</summary>
public sealed class SourceLineNode(SourceSpan location)
    : Node(NodeKind.SourceLine, location);

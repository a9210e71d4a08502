namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>__ENCODING__</c>.</summary>
public sealed class SourceEncodingNode(SourceSpan location)
    : Node(NodeKind.SourceEncoding, location);

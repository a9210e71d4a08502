namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Marks a block that uses <c>it</c>.</summary>
public sealed class ItParametersNode(SourceSpan location)
    : Node(NodeKind.ItParameters, location);

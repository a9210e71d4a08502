namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>it</c>, a block's only and implicit parameter.</summary>
public sealed class ItLocalVariableReadNode(SourceSpan location)
    : Node(NodeKind.ItLocalVariableRead, location);

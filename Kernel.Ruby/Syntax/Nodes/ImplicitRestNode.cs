namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>The trailing comma of <c>|a, |</c> or <c>a, = list</c>.</summary>
public sealed class ImplicitRestNode(SourceSpan location)
    : Node(NodeKind.ImplicitRest, location);

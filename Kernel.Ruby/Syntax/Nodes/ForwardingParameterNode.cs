namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>...</c> as a parameter.</summary>
public sealed class ForwardingParameterNode(SourceSpan location)
    : Node(NodeKind.ForwardingParameter, location);

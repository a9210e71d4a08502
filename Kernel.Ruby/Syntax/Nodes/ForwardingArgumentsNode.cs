namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>...</c> as an argument.</summary>
public sealed class ForwardingArgumentsNode(SourceSpan location)
    : Node(NodeKind.ForwardingArguments, location);

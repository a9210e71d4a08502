namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary><c>#name</c>.</summary>
public sealed class SymbolNode(SourceSpan span, string value) : Node(NodeKind.Symbol, span)
{
    /// <summary>Without the hash.</summary>
    public string Value { get; } = value;
}

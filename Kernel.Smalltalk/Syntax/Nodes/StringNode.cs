namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary><c>'text'</c>.</summary>
public sealed class StringNode(SourceSpan span, string value) : Node(NodeKind.String, span)
{
    /// <summary>Without quotes.</summary>
    public string Value { get; } = value;
}

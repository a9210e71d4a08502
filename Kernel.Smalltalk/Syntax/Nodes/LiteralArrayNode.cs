namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary><c>#( … )</c>.</summary>
public sealed class LiteralArrayNode(SourceSpan span, IReadOnlyList<Node> elements) : Node(NodeKind.LiteralArray, span)
{
    /// <summary>Literals, nested arrays and the reserved nil, true and false.</summary>
    public IReadOnlyList<Node> Elements { get; } = elements;
}

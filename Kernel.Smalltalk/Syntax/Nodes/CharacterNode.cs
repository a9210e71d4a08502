namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary><c>$a</c>.</summary>
public sealed class CharacterNode(SourceSpan span, int codePoint) : Node(NodeKind.Character, span)
{
    /// <summary>A Unicode code point.</summary>
    public int CodePoint { get; } = codePoint;
}

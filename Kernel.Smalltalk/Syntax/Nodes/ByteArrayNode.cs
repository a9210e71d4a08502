namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary><c>#[ … ]</c>.</summary>
public sealed class ByteArrayNode(SourceSpan span, byte[] value) : Node(NodeKind.ByteArray, span)
{
    /// <summary>Its bytes.</summary>
    public byte[] Value { get; } = value;
}

using System.Numerics;

namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>An integer of any size.</summary>
public sealed class IntegerNode(SourceSpan span, BigInteger value) : Node(NodeKind.Integer, span)
{
    /// <summary>Its value.</summary>
    public BigInteger Value { get; } = value;
}

using System.Numerics;

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>An integer literal of any size.</summary>
public sealed class IntegerNode(SourceSpan location, IntegerBaseFlags flags, BigInteger value)
    : Node(NodeKind.Integer, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public IntegerBaseFlags Flags { get; } = flags;

    /// <summary>The value.</summary>
    public BigInteger Value { get; } = value;
}

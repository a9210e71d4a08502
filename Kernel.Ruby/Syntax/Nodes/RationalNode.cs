using System.Numerics;

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A number with the suffix <c>r</c>, in lowest terms.</summary>
public sealed class RationalNode(SourceSpan location, IntegerBaseFlags flags, BigInteger numerator, BigInteger denominator)
    : Node(NodeKind.Rational, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public IntegerBaseFlags Flags { get; } = flags;

    /// <summary>The numerator.</summary>
    public BigInteger Numerator { get; } = numerator;

    /// <summary>The denominator.</summary>
    public BigInteger Denominator { get; } = denominator;
}

using System.Numerics;

namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>An exact decimal fraction: <c>Digits / 10 raisedTo: FractionDigits</c>, printed with <c>Scale</c> digits.</summary>
public sealed class ScaledDecimalNode(SourceSpan span, BigInteger digits, int fractionDigits, int scale) : Node(NodeKind.ScaledDecimal, span)
{
    /// <summary>All digits as one integer.</summary>
    public BigInteger Digits { get; } = digits;

    /// <summary>How many of them stand behind the point.</summary>
    public int FractionDigits { get; } = fractionDigits;

    /// <summary>How many digits printing shows behind the point.</summary>
    public int Scale { get; } = scale;
}

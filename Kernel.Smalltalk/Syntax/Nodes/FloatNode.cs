namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>A double.</summary>
public sealed class FloatNode(SourceSpan span, double value) : Node(NodeKind.Float, span)
{
    /// <summary>Its value.</summary>
    public double Value { get; } = value;
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A float literal.</summary>
public sealed class FloatNode(SourceSpan location, double value)
    : Node(NodeKind.Float, location)
{
    /// <summary>The value.</summary>
    public double Value { get; } = value;
}

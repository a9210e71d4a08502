namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Marks a block that uses <c>_1</c> to <c>_9</c>.</summary>
public sealed class NumberedParametersNode(SourceSpan location, int maximum)
    : Node(NodeKind.NumberedParameters, location)
{
    /// <summary>The highest number used.</summary>
    public int Maximum { get; } = maximum;
}

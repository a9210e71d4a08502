namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>Name</c> as a target of a multiple assignment, <c>for</c> or <c>rescue</c>.</summary>
public sealed class ConstantTargetNode(SourceSpan location, string name)
    : Node(NodeKind.ConstantTarget, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>@name</c> as a target of a multiple assignment, <c>for</c> or <c>rescue</c>.</summary>
public sealed class InstanceVariableTargetNode(SourceSpan location, string name)
    : Node(NodeKind.InstanceVariableTarget, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

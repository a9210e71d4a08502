namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A local variable as a target of a multiple assignment, pattern, <c>for</c> or <c>rescue</c>.</summary>
public sealed class LocalVariableTargetNode(SourceSpan location, string name, int depth)
    : Node(NodeKind.LocalVariableTarget, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>How many scopes outwards the variable lives; 0 is the innermost.</summary>
    public int Depth { get; } = depth;
}

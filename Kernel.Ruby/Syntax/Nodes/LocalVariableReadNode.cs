namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A local variable, <see cref="Depth"/> scopes outwards.</summary>
public sealed class LocalVariableReadNode(SourceSpan location, string name, int depth)
    : Node(NodeKind.LocalVariableRead, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>How many scopes outwards the variable lives; 0 is the innermost.</summary>
    public int Depth { get; } = depth;
}

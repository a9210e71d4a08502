namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>@name</c>.</summary>
public sealed class InstanceVariableReadNode(SourceSpan location, string name)
    : Node(NodeKind.InstanceVariableRead, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

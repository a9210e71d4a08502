namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>$name</c>.</summary>
public sealed class GlobalVariableReadNode(SourceSpan location, string name)
    : Node(NodeKind.GlobalVariableRead, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

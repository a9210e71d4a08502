namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>@@name</c>.</summary>
public sealed class ClassVariableReadNode(SourceSpan location, string name)
    : Node(NodeKind.ClassVariableRead, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

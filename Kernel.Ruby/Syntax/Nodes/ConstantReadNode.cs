namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>Name</c>.</summary>
public sealed class ConstantReadNode(SourceSpan location, string name)
    : Node(NodeKind.ConstantRead, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

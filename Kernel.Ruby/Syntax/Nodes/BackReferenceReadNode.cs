namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>$&amp;</c>, <c>$`</c>, <c>$'</c> or <c>$+</c>.</summary>
public sealed class BackReferenceReadNode(SourceSpan location, string name)
    : Node(NodeKind.BackReferenceRead, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

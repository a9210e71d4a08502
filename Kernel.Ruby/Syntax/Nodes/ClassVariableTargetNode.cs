namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>@@name</c> as a target of an assignment that does not hold the value itself.</summary>
public sealed class ClassVariableTargetNode(SourceSpan location, string name)
    : Node(NodeKind.ClassVariableTarget, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

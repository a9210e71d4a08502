namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>name:</c> among parameters.</summary>
public sealed class RequiredKeywordParameterNode(SourceSpan location, ParameterFlags flags, string name)
    : Node(NodeKind.RequiredKeywordParameter, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public ParameterFlags Flags { get; } = flags;

    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

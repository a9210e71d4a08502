namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>*rest</c>; without a name it is the anonymous one.</summary>
public sealed class RestParameterNode(SourceSpan location, ParameterFlags flags, string? name)
    : Node(NodeKind.RestParameter, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public ParameterFlags Flags { get; } = flags;

    /// <summary>The name.</summary>
    public string? Name { get; } = name;
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A positional parameter.</summary>
public sealed class RequiredParameterNode(SourceSpan location, ParameterFlags flags, string name)
    : Node(NodeKind.RequiredParameter, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public ParameterFlags Flags { get; } = flags;

    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>&amp;block</c> among parameters; without a name it is the anonymous block.</summary>
public sealed class BlockParameterNode(SourceSpan location, ParameterFlags flags, string? name)
    : Node(NodeKind.BlockParameter, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public ParameterFlags Flags { get; } = flags;

    /// <summary>The name.</summary>
    public string? Name { get; } = name;
}

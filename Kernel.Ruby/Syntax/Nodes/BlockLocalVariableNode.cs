namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A block-local variable: <c>b</c> in <c>|a; b|</c>.</summary>
public sealed class BlockLocalVariableNode(SourceSpan location, ParameterFlags flags, string name)
    : Node(NodeKind.BlockLocalVariable, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public ParameterFlags Flags { get; } = flags;

    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

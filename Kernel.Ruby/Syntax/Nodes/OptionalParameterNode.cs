namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>name = default</c>.</summary>
public sealed class OptionalParameterNode(SourceSpan location, ParameterFlags flags, string name, Node value)
    : Node(NodeKind.OptionalParameter, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public ParameterFlags Flags { get; } = flags;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Value);
    }
}

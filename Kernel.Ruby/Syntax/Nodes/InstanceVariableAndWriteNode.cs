namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>@name &amp;&amp;= value</c>.</summary>
public sealed class InstanceVariableAndWriteNode(SourceSpan location, string name, Node value)
    : Node(NodeKind.InstanceVariableAndWrite, location)
{
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

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>alias new_name old_name</c>.</summary>
public sealed class AliasMethodNode(SourceSpan location, Node newName, Node oldName)
    : Node(NodeKind.AliasMethod, location)
{
    /// <summary>The new name.</summary>
    public Node NewName { get; } = newName;

    /// <summary>The existing name.</summary>
    public Node OldName { get; } = oldName;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(NewName);
        visit(OldName);
    }
}

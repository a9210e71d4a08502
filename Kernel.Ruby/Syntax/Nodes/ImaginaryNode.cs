namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A number with the suffix <c>i</c>.</summary>
public sealed class ImaginaryNode(SourceSpan location, Node numeric)
    : Node(NodeKind.Imaginary, location)
{
    /// <summary>The number without its suffix.</summary>
    public Node Numeric { get; } = numeric;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Numeric);
    }
}

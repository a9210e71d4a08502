namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>in pattern => name</c>.</summary>
public sealed class CapturePatternNode(SourceSpan location, Node value, LocalVariableTargetNode target)
    : Node(NodeKind.CapturePattern, location)
{
    /// <summary>The value.</summary>
    public Node Value { get; } = value;

    /// <summary>The target.</summary>
    public LocalVariableTargetNode Target { get; } = target;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Value);
        visit(Target);
    }
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>return</c>, with or without values.</summary>
public sealed class ReturnNode(SourceSpan location, ArgumentsNode? arguments)
    : Node(NodeKind.Return, location)
{
    /// <summary>The arguments, null without any.</summary>
    public ArgumentsNode? Arguments { get; } = arguments;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Arguments, visit);
    }
}

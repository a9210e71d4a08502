namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>until</c>, also as a modifier.</summary>
public sealed class UntilNode(SourceSpan location, LoopFlags flags, Node predicate, StatementsNode? statements)
    : Node(NodeKind.Until, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public LoopFlags Flags { get; } = flags;

    /// <summary>The condition.</summary>
    public Node Predicate { get; } = predicate;

    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Predicate);
        VisitOptional(Statements, visit);
    }
}

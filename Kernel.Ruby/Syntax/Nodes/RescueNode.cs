namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>One <c>rescue</c> clause; the next one hangs on <see cref="Subsequent"/>.</summary>
public sealed class RescueNode(SourceSpan location, Node[] exceptions, Node? reference, StatementsNode? statements, RescueNode? subsequent)
    : Node(NodeKind.Rescue, location)
{
    /// <summary>The exception classes; empty stands for StandardError.</summary>
    public Node[] Exceptions { get; } = exceptions;

    /// <summary>The target of <c>=></c>, if any.</summary>
    public Node? Reference { get; } = reference;

    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <summary>What follows when this one does not apply.</summary>
    public RescueNode? Subsequent { get; } = subsequent;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitAll(Exceptions, visit);
        VisitOptional(Reference, visit);
        VisitOptional(Statements, visit);
        VisitOptional(Subsequent, visit);
    }
}

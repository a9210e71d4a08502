namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>The <c>else</c> of <c>if</c>, <c>unless</c>, <c>case</c> and <c>begin</c>.</summary>
public sealed class ElseNode(SourceSpan location, StatementsNode? statements)
    : Node(NodeKind.Else, location)
{
    /// <summary>The statements, null when empty.</summary>
    public StatementsNode? Statements { get; } = statements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Statements, visit);
    }
}

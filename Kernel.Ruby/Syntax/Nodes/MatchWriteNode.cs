namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>/(?&lt;name>…)/ =~ value</c>, which assigns the named groups.</summary>
public sealed class MatchWriteNode(SourceSpan location, CallNode call, LocalVariableTargetNode[] targets)
    : Node(NodeKind.MatchWrite, location)
{
    /// <summary>The call of <c>=~</c>.</summary>
    public CallNode Call { get; } = call;

    /// <summary>The variables assigned, one a group.</summary>
    public LocalVariableTargetNode[] Targets { get; } = targets;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Call);
        VisitAll(Targets, visit);
    }
}

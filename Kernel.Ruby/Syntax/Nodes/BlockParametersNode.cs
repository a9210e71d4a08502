namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>What stands between the bars of a block or in the parentheses of a lambda.</summary>
public sealed class BlockParametersNode(SourceSpan location, ParametersNode? parameters, BlockLocalVariableNode[] locals)
    : Node(NodeKind.BlockParameters, location)
{
    /// <summary>The parameters, null without any.</summary>
    public ParametersNode? Parameters { get; } = parameters;

    /// <summary>The block-local variables.</summary>
    public BlockLocalVariableNode[] Locals { get; } = locals;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Parameters, visit);
        VisitAll(Locals, visit);
    }
}

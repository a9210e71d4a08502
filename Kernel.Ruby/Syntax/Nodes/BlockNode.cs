namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>The block of a call: <c>{ |x| … }</c> or <c>do |x| … end</c>.</summary>
public sealed class BlockNode(SourceSpan location, string[] locals, Node? parameters, Node? body)
    : Node(NodeKind.Block, location)
{
    /// <summary>The local variables of this scope in order of appearance, parameters first.</summary>
    public string[] Locals { get; } = locals;

    /// <summary>The parameters, null without any.</summary>
    public Node? Parameters { get; } = parameters;

    /// <summary>The body, null when empty.</summary>
    public Node? Body { get; } = body;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Parameters, visit);
        VisitOptional(Body, visit);
    }
}

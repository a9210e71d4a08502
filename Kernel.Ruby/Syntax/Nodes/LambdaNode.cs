namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>->(x) { … }</c>.</summary>
public sealed class LambdaNode(SourceSpan location, string[] locals, Node? parameters, Node? body)
    : Node(NodeKind.Lambda, location)
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

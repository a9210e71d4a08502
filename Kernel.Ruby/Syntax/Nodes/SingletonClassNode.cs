namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>class &lt;&lt; expression … end</c>.</summary>
public sealed class SingletonClassNode(SourceSpan location, string[] locals, Node expression, Node? body)
    : Node(NodeKind.SingletonClass, location)
{
    /// <summary>The local variables of this scope in order of appearance, parameters first.</summary>
    public string[] Locals { get; } = locals;

    /// <summary>The expression.</summary>
    public Node Expression { get; } = expression;

    /// <summary>The body, null when empty.</summary>
    public Node? Body { get; } = body;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Expression);
        VisitOptional(Body, visit);
    }
}

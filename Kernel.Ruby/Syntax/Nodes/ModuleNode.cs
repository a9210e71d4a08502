namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>module Name … end</c>.</summary>
public sealed class ModuleNode(SourceSpan location, string[] locals, Node constantPath, Node? body, string name)
    : Node(NodeKind.Module, location)
{
    /// <summary>The local variables of this scope in order of appearance, parameters first.</summary>
    public string[] Locals { get; } = locals;

    /// <summary>The name: a constant or a constant path.</summary>
    public Node ConstantPath { get; } = constantPath;

    /// <summary>The body, null when empty.</summary>
    public Node? Body { get; } = body;

    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(ConstantPath);
        VisitOptional(Body, visit);
    }
}

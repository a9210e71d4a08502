namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>def name(parameters) … end</c>, <c>def receiver.name</c>, or the endless <c>def name = value</c>.</summary>
public sealed class DefNode(
    SourceSpan location,
    string name,
    SourceSpan nameLocation,
    Node? receiver,
    ParametersNode? parameters,
    Node? body,
    string[] locals)
    : Node(NodeKind.Def, location)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>Where the name stands.</summary>
    public SourceSpan NameLocation { get; } = nameLocation;

    /// <summary>The object the message goes to; null stands for self.</summary>
    public Node? Receiver { get; } = receiver;

    /// <summary>The parameters, null without any.</summary>
    public ParametersNode? Parameters { get; } = parameters;

    /// <summary>The body, null when empty.</summary>
    public Node? Body { get; } = body;

    /// <summary>The local variables of this scope in order of appearance, parameters first.</summary>
    public string[] Locals { get; } = locals;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        VisitOptional(Receiver, visit);
        VisitOptional(Parameters, visit);
        VisitOptional(Body, visit);
    }
}

namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>A block; its value is that of the last statement, or nil when it has none.</summary>
public sealed class BlockNode(SourceSpan span, IReadOnlyList<VariableDeclaration> parameters, SequenceNode body) : Node(NodeKind.Block, span)
{
    /// <summary>Its arguments.</summary>
    public IReadOnlyList<VariableDeclaration> Parameters { get; } = parameters;

    /// <summary>Temporaries and statements.</summary>
    public SequenceNode Body { get; } = body;
}

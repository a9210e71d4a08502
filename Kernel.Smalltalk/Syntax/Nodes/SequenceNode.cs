namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>The body of a method, doit or block.</summary>
public sealed class SequenceNode(SourceSpan span, IReadOnlyList<VariableDeclaration> temporaries, IReadOnlyList<Node> statements) : Node(NodeKind.Sequence, span)
{
    /// <summary>Declared between bars; nil at the start of every activation.</summary>
    public IReadOnlyList<VariableDeclaration> Temporaries { get; } = temporaries;

    /// <summary>In order.</summary>
    public IReadOnlyList<Node> Statements { get; } = statements;
}

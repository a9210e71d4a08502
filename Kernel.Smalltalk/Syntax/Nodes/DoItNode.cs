namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary>Text that is run once; its result is the value of the last statement, or nil when there is none.</summary>
public sealed class DoItNode(SourceSpan span, SequenceNode body) : Node(NodeKind.DoIt, span)
{
    /// <summary>Temporaries and statements.</summary>
    public SequenceNode Body { get; } = body;
}

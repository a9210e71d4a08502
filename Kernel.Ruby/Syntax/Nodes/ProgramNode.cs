namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A whole source text.</summary>
public sealed class ProgramNode(SourceSpan location, string[] locals, StatementsNode statements)
    : Node(NodeKind.Program, location)
{
    /// <summary>The local variables of this scope in order of appearance, parameters first.</summary>
    public string[] Locals { get; } = locals;

    /// <summary>The statements, null when empty.</summary>
    public StatementsNode Statements { get; } = statements;

    /// <inheritdoc/>
    public override void ForEachChild(Action<Node> visit)
    {
        visit(Statements);
    }
}

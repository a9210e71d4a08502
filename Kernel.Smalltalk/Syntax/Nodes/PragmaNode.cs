namespace Kernel.Smalltalk.Syntax.Nodes;

/// <summary><c>&lt;selector: literal …&gt;</c>.</summary>
public sealed class PragmaNode(SourceSpan span, string selector, IReadOnlyList<Node> arguments) : Node(NodeKind.Pragma, span)
{
    /// <summary>Name or keywords.</summary>
    public string Selector { get; } = selector;

    /// <summary>Literals, one for each keyword.</summary>
    public IReadOnlyList<Node> Arguments { get; } = arguments;

    /// <summary>The pragma that binds a method to a primitive; its one argument is always a <see cref="SymbolNode"/>.</summary>
    public const string PrimitiveSelector = "primitive:";
}

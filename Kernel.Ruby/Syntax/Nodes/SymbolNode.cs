namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A symbol literal, a label, or the name in <c>alias</c> and <c>undef</c>.</summary>
public sealed class SymbolNode(SourceSpan location, SymbolFlags flags, byte[] unescaped)
    : Node(NodeKind.Symbol, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public SymbolFlags Flags { get; } = flags;

    /// <summary>The contents with escapes resolved.</summary>
    public byte[] Unescaped { get; } = unescaped;

    /// <summary>The contents as text; bytes that are not UTF-8 become replacement characters.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Unescaped);
}

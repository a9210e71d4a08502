namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A regular expression literal in a condition, matched against <c>$_</c>.</summary>
public sealed class MatchLastLineNode(SourceSpan location, RegularExpressionFlags flags, byte[] unescaped)
    : Node(NodeKind.MatchLastLine, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public RegularExpressionFlags Flags { get; } = flags;

    /// <summary>The contents with escapes resolved.</summary>
    public byte[] Unescaped { get; } = unescaped;
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A regular expression without interpolation.</summary>
public sealed class RegularExpressionNode(SourceSpan location, RegularExpressionFlags flags, byte[] unescaped)
    : Node(NodeKind.RegularExpression, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public RegularExpressionFlags Flags { get; } = flags;

    /// <summary>The contents with escapes resolved.</summary>
    public byte[] Unescaped { get; } = unescaped;
}

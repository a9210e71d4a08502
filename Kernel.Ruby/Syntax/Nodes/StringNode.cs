namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A string without interpolation, or such a part of a literal with it.</summary>
public sealed class StringNode(SourceSpan location, StringFlags flags, byte[] unescaped)
    : Node(NodeKind.String, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public StringFlags Flags { get; } = flags;

    /// <summary>The contents with escapes resolved.</summary>
    public byte[] Unescaped { get; } = unescaped;
}

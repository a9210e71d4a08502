namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>A shell command without interpolation: <c>`ls`</c>.</summary>
public sealed class XStringNode(SourceSpan location, EncodingFlags flags, byte[] unescaped)
    : Node(NodeKind.XString, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public EncodingFlags Flags { get; } = flags;

    /// <summary>The contents with escapes resolved.</summary>
    public byte[] Unescaped { get; } = unescaped;
}

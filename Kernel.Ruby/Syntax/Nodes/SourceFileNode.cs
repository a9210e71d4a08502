namespace Kernel.Ruby.Syntax.Nodes;

/// <summary><c>__FILE__</c>.</summary>
public sealed class SourceFileNode(SourceSpan location, StringFlags flags, byte[] filepath)
    : Node(NodeKind.SourceFile, location)
{
    /// <summary>The properties that Prism keeps as flags.</summary>
    public StringFlags Flags { get; } = flags;

    /// <summary>The file name in bytes.</summary>
    public byte[] Filepath { get; } = filepath;
}

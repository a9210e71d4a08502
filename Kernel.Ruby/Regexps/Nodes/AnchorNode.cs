namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>A condition on a place.</summary>
internal sealed class AnchorNode(AnchorKind kind, bool isAscii = false) : Node
{
    /// <summary>Which.</summary>
    public AnchorKind Kind { get; } = kind;

    /// <summary>Words are those of ASCII.</summary>
    public bool IsAscii { get; } = isAscii;
}

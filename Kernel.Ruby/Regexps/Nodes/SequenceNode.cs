namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>Parts one behind the other; nothing when there are none.</summary>
internal sealed class SequenceNode(List<Node> parts) : Node
{
    /// <summary>The parts.</summary>
    public List<Node> Parts { get; } = parts;
}

namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>What matched once is not tried otherwise.</summary>
internal sealed class AtomicNode(Node target) : Node
{
    /// <summary>What is in it.</summary>
    public Node Target = target;
}

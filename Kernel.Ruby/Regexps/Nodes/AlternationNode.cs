namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>The first of several branches that lets the rest match.</summary>
internal sealed class AlternationNode(List<Node> branches) : Node
{
    /// <summary>The branches, at least two.</summary>
    public List<Node> Branches { get; } = branches;
}

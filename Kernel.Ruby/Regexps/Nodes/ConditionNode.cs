namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>(?(group)yes|no).</summary>
internal sealed class ConditionNode(int group, bool isByName) : Node
{
    /// <summary>The group that must have matched.</summary>
    public int Group = group;

    /// <summary>Written with a name.</summary>
    public bool IsByName { get; } = isByName;

    /// <summary>Both branches.</summary>
    public AlternationNode Branches = null!;
}

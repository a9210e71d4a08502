using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Warnings;

/// <summary>What became of the local variables of a scope: where each was first set, and which were read.</summary>
internal sealed class LocalUse
{
    /// <summary>Where a variable was first set, by its name.</summary>
    public Dictionary<string, Node> Written { get; } = [];

    /// <summary>Names of variables that were read.</summary>
    public HashSet<string> Read { get; } = [];
}

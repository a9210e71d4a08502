namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>A group that captures, and that calls may mean. Number 0 is the whole pattern.</summary>
internal sealed class GroupNode(int number, bool hasName) : Node
{
    /// <summary>Its number; -1 when it captures nothing because other groups have names.</summary>
    public int Number = number;

    /// <summary>It has a name.</summary>
    public bool HasName { get; } = hasName;

    /// <summary>What is in it.</summary>
    public Node Target = null!;

    /// <summary>A call means it.</summary>
    public bool IsCalled;

    /// <summary>A call within it means it, or leads to one that does.</summary>
    public bool IsRecursive;

    /// <summary>A backreference means it.</summary>
    public bool IsReferred;
}

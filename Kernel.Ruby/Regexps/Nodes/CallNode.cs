namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>\g&lt;...&gt;: a group's pattern, here.</summary>
internal sealed class CallNode(string name, int number) : Node
{
    /// <summary>As written.</summary>
    public string Name { get; } = name;

    /// <summary>Number of the group; -1 when it is written with a name.</summary>
    public int Number { get; } = number;

    /// <summary>The group, once it is known.</summary>
    public GroupNode Target = null!;

    /// <summary>It stands within what it calls.</summary>
    public bool IsRecursive;
}

namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>What a group matched, again.</summary>
internal sealed class BackreferenceNode(int[] groups, bool isByName, int? level, bool ignoresCase) : Node
{
    /// <summary>The groups; several of one name, the last one first.</summary>
    public int[] Groups { get; } = groups;

    /// <summary>Written with a name.</summary>
    public bool IsByName { get; } = isByName;

    /// <summary>Levels of calls away from here at which it matched.</summary>
    public int? Level { get; } = level;

    /// <summary>Compared by folds.</summary>
    public bool IgnoresCase { get; } = ignoresCase;
}

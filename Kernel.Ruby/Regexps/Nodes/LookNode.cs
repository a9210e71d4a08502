namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>Lookahead and lookbehind.</summary>
internal sealed class LookNode(bool isBehind, bool isNegated) : Node
{
    /// <summary>Back from here rather than ahead.</summary>
    public bool IsBehind { get; } = isBehind;

    /// <summary>It must not match.</summary>
    public bool IsNegated { get; } = isNegated;

    /// <summary>What is looked for.</summary>
    public Node Target = null!;
}

namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>Something that comes several times.</summary>
internal sealed class RepeatNode(Node target, int lower, int upper, bool isGreedy) : Node
{
    /// <summary>Upper bound that is none.</summary>
    public const int Endless = -1;

    /// <summary>What is repeated.</summary>
    public Node Target = target;

    /// <summary>Times at least.</summary>
    public int Lower = lower;

    /// <summary>Times at most, or <see cref="Endless"/>.</summary>
    public int Upper = upper;

    /// <summary>As often as possible rather than as seldom as possible.</summary>
    public bool IsGreedy = isGreedy;
}

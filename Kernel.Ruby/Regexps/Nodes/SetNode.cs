namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>One character of a set; a dot is one too.</summary>
internal sealed class SetNode(CodeSet set) : Node
{
    /// <summary>The characters.</summary>
    public CodeSet Set { get; } = set;
}

namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>(?~...): any text in which something does not occur.</summary>
internal sealed class AbsentNode : Node
{
    /// <summary>What must not occur.</summary>
    public Node Target = null!;
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Properties of an array literal. The bits are Prism's.</summary>
[Flags]
public enum ArrayFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Holds <c>*list</c>.</summary>
    ContainsSplat = 1 << 2,
}

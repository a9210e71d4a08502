namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Properties of a range. The bits are Prism's.</summary>
[Flags]
public enum RangeFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Three dots.</summary>
    ExcludeEnd = 1 << 2,
}

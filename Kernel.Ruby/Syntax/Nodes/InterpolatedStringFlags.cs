namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Whether an interpolated string is frozen. The bits are Prism's.</summary>
[Flags]
public enum InterpolatedStringFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Frozen by a magic comment.</summary>
    Frozen = 1 << 2,

    /// <summary>Mutable by a magic comment.</summary>
    Mutable = 1 << 3,
}

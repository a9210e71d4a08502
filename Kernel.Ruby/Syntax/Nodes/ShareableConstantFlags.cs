namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>The value of <c>shareable_constant_value</c>. The bits are Prism's.</summary>
[Flags]
public enum ShareableConstantFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary><c>literal</c>.</summary>
    Literal = 1 << 2,

    /// <summary><c>experimental_everything</c>.</summary>
    ExperimentalEverything = 1 << 3,

    /// <summary><c>experimental_copy</c>.</summary>
    ExperimentalCopy = 1 << 4,
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Properties of a loop. The bits are Prism's.</summary>
[Flags]
public enum LoopFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary><c>begin … end while x</c>: the body runs before the first test.</summary>
    BeginModifier = 1 << 2,
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Properties of parentheses. The bits are Prism's.</summary>
[Flags]
public enum ParenthesesFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Holds more than one statement.</summary>
    MultipleStatements = 1 << 2,
}

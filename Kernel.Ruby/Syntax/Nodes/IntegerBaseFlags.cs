namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>The base an integer was written in. The bits are Prism's.</summary>
[Flags]
public enum IntegerBaseFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary><c>0b1</c>.</summary>
    Binary = 1 << 2,

    /// <summary><c>1</c>, <c>0d1</c>.</summary>
    Decimal = 1 << 3,

    /// <summary><c>01</c>, <c>0o1</c>.</summary>
    Octal = 1 << 4,

    /// <summary><c>0x1</c>.</summary>
    Hexadecimal = 1 << 5,
}

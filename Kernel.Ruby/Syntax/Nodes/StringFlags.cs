namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Encoding and mutability of a string literal. The bits are Prism's.</summary>
[Flags]
public enum StringFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>UTF-8 because of <c>\u</c>.</summary>
    ForcedUtf8Encoding = 1 << 2,

    /// <summary>Binary because of a byte escape.</summary>
    ForcedBinaryEncoding = 1 << 3,

    /// <summary>Frozen by a magic comment.</summary>
    Frozen = 1 << 4,

    /// <summary>Mutable by a magic comment.</summary>
    Mutable = 1 << 5,
}

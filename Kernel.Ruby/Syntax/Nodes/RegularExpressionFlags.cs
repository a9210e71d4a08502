namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Options and encodings of a regular expression. The bits are Prism's.</summary>
[Flags]
public enum RegularExpressionFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary><c>i</c>.</summary>
    IgnoreCase = 1 << 2,

    /// <summary><c>x</c>.</summary>
    Extended = 1 << 3,

    /// <summary><c>m</c>.</summary>
    MultiLine = 1 << 4,

    /// <summary><c>o</c>.</summary>
    Once = 1 << 5,

    /// <summary><c>e</c>.</summary>
    EucJP = 1 << 6,

    /// <summary><c>n</c>.</summary>
    Ascii8Bit = 1 << 7,

    /// <summary><c>s</c>.</summary>
    Windows31J = 1 << 8,

    /// <summary><c>u</c>.</summary>
    Utf8 = 1 << 9,

    /// <summary>UTF-8 because of <c>\u</c>.</summary>
    ForcedUtf8Encoding = 1 << 10,

    /// <summary>Binary because of a byte escape.</summary>
    ForcedBinaryEncoding = 1 << 11,

    /// <summary>Only ASCII characters.</summary>
    ForcedUSAsciiEncoding = 1 << 12,
}

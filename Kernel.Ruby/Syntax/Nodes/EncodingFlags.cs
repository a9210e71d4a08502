namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Encodings that escapes force upon a literal. The bits are Prism's.</summary>
[Flags]
public enum EncodingFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>UTF-8 because of <c>\u</c>.</summary>
    ForcedUtf8Encoding = 1 << 2,

    /// <summary>Binary because of a byte escape.</summary>
    ForcedBinaryEncoding = 1 << 3,
}

namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>Properties of keyword arguments. The bits are Prism's.</summary>
[Flags]
public enum KeywordHashFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Every key is a symbol.</summary>
    SymbolKeys = 1 << 2,
}

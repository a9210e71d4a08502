namespace Kernel.Ruby.Syntax.Nodes;

/// <summary>What kinds of arguments a call has. The bits are Prism's.</summary>
[Flags]
public enum ArgumentsFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Holds <c>...</c>.</summary>
    ContainsForwarding = 1 << 2,

    /// <summary>Holds keyword arguments.</summary>
    ContainsKeywords = 1 << 3,

    /// <summary>Holds <c>**hash</c>.</summary>
    ContainsKeywordSplat = 1 << 4,

    /// <summary>Holds <c>*list</c>.</summary>
    ContainsSplat = 1 << 5,

    /// <summary>Holds more than one splat.</summary>
    ContainsMultipleSplats = 1 << 6,
}

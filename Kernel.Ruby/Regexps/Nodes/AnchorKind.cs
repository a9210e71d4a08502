namespace Kernel.Ruby.Regexps.Nodes;

/// <summary>Conditions on a place.</summary>
internal enum AnchorKind : byte
{
    /// <summary>^</summary>
    LineStart,

    /// <summary>$</summary>
    LineEnd,

    /// <summary>\A</summary>
    TextStart,

    /// <summary>\z</summary>
    TextEnd,

    /// <summary>\Z</summary>
    LastLineEnd,

    /// <summary>\G</summary>
    SearchStart,

    /// <summary>\b</summary>
    WordBoundary,

    /// <summary>\B</summary>
    NoWordBoundary,

    /// <summary>\K: the match is said to begin here.</summary>
    Keep,
}

using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>A part of a pattern as the parser takes it; which fields mean something depends on the kind.</summary>
internal struct Token
{
    /// <summary>What it is.</summary>
    public TokenKind Kind;

    /// <summary>Behind a backslash.</summary>
    public bool IsEscaped;

    /// <summary>\W rather than \w, \P rather than \p.</summary>
    public bool IsNegated;

    /// <summary>Repeats: greedy.</summary>
    public bool IsGreedy;

    /// <summary>Repeats: what they took they keep.</summary>
    public bool IsPossessive;

    /// <summary>Backreferences: by name. Calls: the number is relative.</summary>
    public bool IsByName;

    /// <summary>Anchors: words of ASCII.</summary>
    public bool IsAscii;

    /// <summary>Anchors: which.</summary>
    public AnchorKind Anchor;

    /// <summary>Characters: the code. Repeats: lower bound. Calls: number of the group, -1 for a name.</summary>
    public int Code;

    /// <summary>Repeats: upper bound.</summary>
    public int Upper;

    /// <summary>Types: the POSIX name. Calls: name of the group.</summary>
    public string Name;

    /// <summary>Backreferences: the groups.</summary>
    public int[] Groups;

    /// <summary>Backreferences: level of calls.</summary>
    public int? Level;

    /// <summary>Where the parser goes on if a bracket is none.</summary>
    public int Behind;
}

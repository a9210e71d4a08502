namespace Kernel.Ruby.Regexps.Matching;

/// <summary>Where a match may begin, given a position.</summary>
internal enum SearchKind
{
    /// <summary>There or later: the first one.</summary>
    Forward,

    /// <summary>There or earlier: the last one.</summary>
    Backward,

    /// <summary>There.</summary>
    Here,
}

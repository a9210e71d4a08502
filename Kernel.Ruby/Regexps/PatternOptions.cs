namespace Kernel.Ruby.Regexps;

/// <summary>What holds at a place of a pattern. The first three have the numbers of Regexp's constants.</summary>
[Flags]
internal enum PatternOptions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Case is ignored.</summary>
    IgnoreCase = 1,

    /// <summary>White space and comments do not count.</summary>
    Extended = 2,

    /// <summary>A dot matches line ends.</summary>
    MultiLine = 4,

    /// <summary>\w, \d, \s and \h are ASCII.</summary>
    AsciiTypes = 8,

    /// <summary>POSIX brackets are ASCII.</summary>
    AsciiBrackets = 16,

    /// <summary>The words of \b are ASCII.</summary>
    AsciiBoundaries = 32,

    /// <summary>What (?a), (?u) and (?d) change.</summary>
    Ranges = AsciiTypes | AsciiBrackets | AsciiBoundaries,
}

using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>Where the scan of a string-like literal stands, and by which rules it goes.</summary>
internal struct LiteralScan
{
    /// <summary>The next byte to scan.</summary>
    internal int Position;

    /// <summary>The last byte of the opening, for the error when there is no end.</summary>
    internal int? Opening;

    /// <summary>The opening delimiter, which nests; zero if it does not.</summary>
    internal byte Open;

    /// <summary>The closing delimiter; zero in a heredoc.</summary>
    internal byte Close;

    /// <summary>How many opening delimiters are yet to be closed.</summary>
    internal int Depth;

    /// <summary>Whether escapes and <c>#{}</c> count.</summary>
    internal bool Interpolates;

    /// <summary>Whether escapes are left to the regular expression compiler.</summary>
    internal bool IsRegexp;

    /// <summary>Whether white space separates words.</summary>
    internal bool IsList;

    /// <summary>The heredoc whose body this is.</summary>
    internal Heredoc? Heredoc;

    /// <summary>Whether the next byte begins a line of a heredoc's body.</summary>
    internal bool AtLineStart;

    /// <summary>The white space, in bytes, that the current part of a heredoc begins with; -1 if it does not begin a line.</summary>
    internal int IndentBytes;

    /// <summary>What escapes did to the encoding of the current part.</summary>
    internal StringFlags Encoding;

    /// <summary>Where the current part began.</summary>
    internal int PartStart;

    /// <summary>Where it ended.</summary>
    internal int PartEnd;
}

namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>Why the scan of a literal's contents paused.</summary>
internal enum ContentStop : byte
{
    /// <summary>At the closing delimiter, or at a heredoc's terminator line.</summary>
    Close,

    /// <summary>Behind <c>#{</c>.</summary>
    Statements,

    /// <summary>At a variable behind <c>#</c>.</summary>
    Variable,

    /// <summary>Before white space in a word list.</summary>
    Separator,

    /// <summary>Behind a newline that ends a part: in a squiggly heredoc, or where a heredoc's body was jumped over.</summary>
    LineEnd,
}

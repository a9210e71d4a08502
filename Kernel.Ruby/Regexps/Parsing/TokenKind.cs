namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>What a pattern is made of, outside of character classes and in them.</summary>
internal enum TokenKind : byte
{
    /// <summary>The pattern ends.</summary>
    End,

    /// <summary>A character for itself.</summary>
    Text,

    /// <summary>A character by an escape such as \n.</summary>
    CodePoint,

    /// <summary>A character by its number in the encoding.</summary>
    RawByte,

    /// <summary>A dot.</summary>
    Any,

    /// <summary>\w, \d, \s, \h and their opposites.</summary>
    Type,

    /// <summary>\p{ or \P{, up to the brace.</summary>
    Property,

    /// <summary>\1, \k&lt;name&gt;.</summary>
    Backreference,

    /// <summary>\g&lt;name&gt;.</summary>
    Call,

    /// <summary>^, $, \b and their like.</summary>
    Anchor,

    /// <summary>*, +, ?, {n,m}.</summary>
    Repeat,

    /// <summary>|</summary>
    Alternative,

    /// <summary>(</summary>
    Open,

    /// <summary>)</summary>
    Close,

    /// <summary>[</summary>
    ClassOpen,

    /// <summary>\R</summary>
    LineBreak,

    /// <summary>\X</summary>
    Grapheme,

    /// <summary>] in a class.</summary>
    ClassClose,

    /// <summary>- in a class.</summary>
    ClassRange,

    /// <summary>[: in a class.</summary>
    Bracket,

    /// <summary>&amp;&amp; in a class.</summary>
    ClassAnd,
}

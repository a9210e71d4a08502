namespace Kernel.Ruby.Syntax.Tokens;

/// <summary>What a stretch of source text is to a reader: what it is coloured and completed by.</summary>
public enum TokenCategory : byte
{
    /// <summary>A local variable or a method.</summary>
    Identifier,

    /// <summary>A name that begins with a capital letter.</summary>
    Constant,

    /// <summary><c>@name</c>.</summary>
    InstanceVariable,

    /// <summary><c>@@name</c>.</summary>
    ClassVariable,

    /// <summary><c>$name</c>, <c>$~</c>, <c>$1</c>.</summary>
    GlobalVariable,

    /// <summary>A reserved word that is no value.</summary>
    Keyword,

    /// <summary><c>nil</c>, <c>true</c>, <c>false</c>, <c>self</c>, <c>__FILE__</c> and their like.</summary>
    ValueKeyword,

    /// <summary>The name that a <c>def</c> defines.</summary>
    MethodName,

    /// <summary>A number.</summary>
    Number,

    /// <summary>The contents of a string, or a character literal.</summary>
    String,

    /// <summary>What begins and ends a string.</summary>
    StringDelimiter,

    /// <summary>A regular expression's contents and delimiters.</summary>
    Regexp,

    /// <summary>A symbol.</summary>
    Symbol,

    /// <summary>A key of a hash or keyword argument with its colon.</summary>
    Label,

    /// <summary><c>#{</c> and <c>}</c> in a literal.</summary>
    Embedding,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>An operator.</summary>
    Operator,

    /// <summary>Parentheses, square brackets and braces.</summary>
    Bracket,

    /// <summary>A comma, semicolon, dot or colon.</summary>
    Punctuation,

    /// <summary>The end of a line that may end a statement.</summary>
    Newline,

    /// <summary>What can't be Ruby.</summary>
    Invalid,
}

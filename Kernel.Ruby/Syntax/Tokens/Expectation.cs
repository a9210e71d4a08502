namespace Kernel.Ruby.Syntax.Tokens;

/// <summary>What the place behind a token awaits: it decides whether a slash divides or begins a regular expression.</summary>
internal enum Expectation : byte
{
    /// <summary>An operand, or the beginning of a statement.</summary>
    Operand,

    /// <summary>An operator, or the end of the statement.</summary>
    Operator,

    /// <summary>An operator, or the first argument of a call without parentheses: the name before is no local variable.</summary>
    Argument,
}

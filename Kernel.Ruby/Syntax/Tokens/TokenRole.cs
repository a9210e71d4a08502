namespace Kernel.Ruby.Syntax.Tokens;

/// <summary>What a token does to the nesting of constructs.</summary>
public enum TokenRole : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Begins a construct: a bracket, <c>def</c>, <c>if</c> at the start of a statement, <c>do</c>.</summary>
    Opens,

    /// <summary>Begins the next part of the construct around it: <c>else</c>, <c>when</c>, <c>rescue</c>.</summary>
    Continues,

    /// <summary>Ends a construct.</summary>
    Closes,
}

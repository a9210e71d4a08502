using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>
/// What a code takes. Binding leaves the parameters in R[2…] in this order: required, optional (Undefined when not
/// given), rest array, post-required, keywords (Undefined when not given), keyword-rest hash, block.
/// </summary>
public sealed class ParameterList
{
    /// <summary>No parameters.</summary>
    public static readonly ParameterList Empty = new();

    /// <summary>Leading required parameters.</summary>
    public int Required { get; init; }

    /// <summary>Optional parameters.</summary>
    public int Optional { get; init; }

    /// <summary>True with a rest parameter, named or not.</summary>
    public bool HasRest { get; init; }

    /// <summary>Required parameters after the optional ones or the rest.</summary>
    public int Post { get; init; }

    /// <summary>Keyword parameters.</summary>
    public KeywordParameter[] Keywords { get; init; } = [];

    /// <summary>True with **options, named or not.</summary>
    public bool HasKeywordRest { get; init; }

    /// <summary>True with **nil.</summary>
    public bool RefusesKeywords { get; init; }

    /// <summary>True with &amp;block: a register of its own receives the block as a value.</summary>
    public bool HasBlock { get; init; }

    /// <summary>A block written |a, |: takes the first element of an array.</summary>
    public bool HasExcessComma { get; init; }

    /// <summary>Names in binding order, for Method#parameters and messages; null where there is none.</summary>
    public SymbolObject?[] Names { get; init; } = [];

    /// <summary>Only required parameters: arguments are bound where they stand.</summary>
    public bool IsSimple => Optional == 0 && !HasRest && Post == 0 && !TakesKeywords && !HasBlock && !HasExcessComma && !RefusesKeywords;

    /// <summary>True with any keyword parameter.</summary>
    public bool TakesKeywords => Keywords.Length > 0 || HasKeywordRest;

    /// <summary>Registers that binding fills.</summary>
    public int RegisterCount => Required + Optional + (HasRest ? 1 : 0) + Post + Keywords.Length + (HasKeywordRest ? 1 : 0) + (HasBlock ? 1 : 0);

    /// <summary>Ruby's Method#arity.</summary>
    public int Arity
    {
        get
        {
            int required = Required + Post;
            bool needsKeyword = Array.Exists(Keywords, keyword => keyword.IsRequired);
            bool open = Optional > 0 || HasRest;
            return open ? -required - 1 : needsKeyword ? required + 1 : TakesKeywords ? -required - 1 : required;
        }
    }
}

using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>Repeats of repeats: two of ?, *, +, ??, *?, +? become one where that means the same.</summary>
internal sealed partial class PatternParser
{
    private static readonly string[] Operators = ["?", "*", "+", "??", "*?", "+?"];

    /// <summary>What an inner (row) and an outer operator (column) become, both in the order of <see cref="Operators"/>.</summary>
    private static readonly string[][] Reductions =
    [
        ["inner", "*", "*", "??", "*?", "both"],
        ["inner", "inner", "inner", "+ and ??", "+ and ??", "inner"],
        ["*", "*", "inner", "both", "+ and ??", "inner"],
        ["inner", "*?", "*?", "inner", "*?", "*?"],
        ["inner", "inner", "inner", "inner", "inner", "inner"],
        ["both", "both", "both", "*?", "*?", "inner"],
    ];

    private static int OperatorOf(RepeatNode repeat) => (repeat.Lower, repeat.Upper) switch
    {
        (0, 1) => repeat.IsGreedy ? 0 : 3,
        (0, RepeatNode.Endless) => repeat.IsGreedy ? 1 : 4,
        (1, RepeatNode.Endless) => repeat.IsGreedy ? 2 : 5,
        _ => -1,
    };

    /// <summary>The node for a repeat of a repeat.</summary>
    private RepeatNode Reduced(RepeatNode outer, RepeatNode inner)
    {
        int outerOperator = OperatorOf(outer), innerOperator = OperatorOf(inner);
        if (outerOperator >= 0 && innerOperator >= 0)
        {
            string reduction = Reductions[innerOperator][outerOperator];
            WarnOfReduction(reduction, Operators[innerOperator], Operators[outerOperator]);
            return Reduced(reduction, outer, inner);
        }

        bool isEndlessInside = innerOperator is 1 or 2;
        if (isEndlessInside && outer is { Upper: > 1, IsGreedy: true })
        {
            // More rounds than needed would find nothing left.
            outer.Upper = outer.Lower == 0 ? 1 : outer.Lower;
        }

        return outer;
    }

    private static RepeatNode Reduced(string reduction, RepeatNode outer, RepeatNode inner)
    {
        switch (reduction)
        {
            case "inner":
                return inner;
            case "both":
                return outer;
            case "+ and ??":
                inner.Lower = 1;
                inner.Upper = RepeatNode.Endless;
                inner.IsGreedy = true;
                return new RepeatNode(inner, 0, 1, isGreedy: false);
            default:
                return new RepeatNode(inner.Target, 0, reduction[0] == '?' ? 1 : RepeatNode.Endless, reduction.Length == 1);
        }
    }

    private void WarnOfReduction(string reduction, string inner, string outer)
    {
        if (reduction == "inner")
        {
            Warn($"regular expression has redundant nested repeat operator '{inner}'");
        }
        else if (reduction != "both")
        {
            Warn($"nested repeat operator '{inner}' and '{outer}' was replaced with '{reduction}' in regular expression");
        }
    }
}

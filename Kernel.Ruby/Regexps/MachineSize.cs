using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps;

/// <summary>
/// About how many bytes MRI's instructions for a node have. MRI unrolls small counted repeats and counts larger ones, and that shows:
/// only those that count leave a round that was empty, and only those stand in the way of linear time.
/// </summary>
internal static class MachineSize
{
    private const int MostUnrolled = 50;
    private const int Choice = 5;
    private const int Class = 33;
    private const int Group = 6;
    private const int EmptyCheck = 6;
    private const int CountedRepeat = 10;
    private const int Largest = 1000;

    /// <summary>True when MRI counts the rounds of a repeat.</summary>
    public static bool IsCounted(RepeatNode repeat)
    {
        int size = Of(repeat.Target);
        if (repeat.Upper == RepeatNode.Endless)
        {
            return repeat.Lower > 1 && size * repeat.Lower > MostUnrolled;
        }

        return repeat.IsGreedy ? repeat.Upper > 1 && (size + Choice) * repeat.Upper > MostUnrolled
            : repeat is not { Lower: 0, Upper: 1 or 0 };
    }

    private static int Of(Node node) => Math.Min(Largest, node switch
    {
        TextNode text => text.Codes.Count + (text.Codes.Count > 5 ? 5 : 1),
        SetNode set => SetSize(set.Set),
        SequenceNode sequence => Sum(sequence.Parts),
        AlternationNode alternation => Sum(alternation.Branches) + ((alternation.Branches.Count - 1) * 2 * Choice),
        RepeatNode repeat => RepeatSize(repeat),
        GroupNode { IsCalled: true } or CallNode => Choice,
        GroupNode group => Of(group.Target) + (group.Number > 0 ? Group : 0),
        AtomicNode atomic => Of(atomic.Target) + 2,
        LookNode look => Of(look.Target) + Group,
        ConditionNode condition => Of(condition.Branches) + Choice,
        AbsentNode absent => Of(absent.Target) + Group + 1,
        BackreferenceNode => 3,
        _ => 1,
    });

    private static int Sum(List<Node> nodes)
    {
        int sum = 0;
        foreach (Node node in nodes)
        {
            sum += Of(node);
        }

        return sum;
    }

    private static int SetSize(CodeSet set) => set.Bounds switch
    {
        [0, CodeRanges.Last] or [0, 9, 11, CodeRanges.Last] or ['0', '9', 'A', 'Z', '_', '_', 'a', 'z']
            or [0, '0' - 1, '9' + 1, 'A' - 1, 'Z' + 1, '_' - 1, '_' + 1, 'a' - 1, 'z' + 1, CodeRanges.Last] => 1,
        _ => Class,
    };

    private static int RepeatSize(RepeatNode repeat)
    {
        int size = Of(repeat.Target), check = Emptiness.CanBeEmpty(repeat.Target) ? EmptyCheck : 0;
        return repeat.Upper == 0 ? 0
            : IsCounted(repeat) ? size + check + CountedRepeat
            : repeat.Upper != RepeatNode.Endless ? (size * repeat.Upper) + (Choice * (repeat.Upper - repeat.Lower))
            : repeat.Target is SetNode && size == 1 ? repeat.Lower + 1
            : (size * (repeat.Lower + 1)) + check + (2 * Choice);
    }
}

using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>Classes that ignore case.</summary>
internal sealed partial class PatternParser
{
    private const int LongS = 0x17F;
    private const int KelvinSign = 0x212A;

    /// <summary>A class with all that its characters fold to; characters that fold to several become texts beside it.</summary>
    private Node Folded(ClassBuilder set)
    {
        List<Node> sequences = [];
        CodeRanges codes = set.Codes;
        CodeRanges folded = CodeRanges.Of(codes.Bounds);
        if (!_coding.IsUnicode || !codes.Meets(0x80, CodeRanges.Last))
        {
            FoldAscii(set, folded);
        }
        else
        {
            FoldMembers(set, folded);
            FoldSequences(set, folded, sequences);
        }

        SetNode node = new(new CodeSet(set.IsNegated ? folded.Negated() : folded));
        return sequences.Count == 0 ? node : new AlternationNode([node, .. sequences]);
    }

    private void FoldAscii(ClassBuilder set, CodeRanges folded)
    {
        for (int letter = 'a'; letter <= 'z'; letter++)
        {
            bool hasLower = set.Codes.Contains(letter), hasUpper = set.Codes.Contains(letter ^ 0x20);
            if (!hasLower && !hasUpper)
            {
                continue;
            }

            folded.Add(letter, letter);
            folded.Add(letter ^ 0x20, letter ^ 0x20);
            bool crosses = _coding.IsUnicode && letter is 'k' or 's' && (set.Folding.Contains(letter) || set.Folding.Contains(letter ^ 0x20));
            if (crosses)
            {
                int other = letter == 'k' ? KelvinSign : LongS;
                folded.Add(other, other);
            }
        }
    }

    private static void FoldMembers(ClassBuilder set, CodeRanges folded)
    {
        foreach (int[] members in CaseFolding.Members.Values)
        {
            foreach (int from in members)
            {
                if (!set.Codes.Contains(from))
                {
                    continue;
                }

                foreach (int to in members)
                {
                    if (from < 0x80 == to < 0x80 || set.Folding.Contains(from))
                    {
                        folded.Add(to, to);
                    }
                }
            }
        }
    }

    private static void FoldSequences(ClassBuilder set, CodeRanges folded, List<Node> sequences)
    {
        foreach ((int[] sequence, int[] codes) in CaseFolding.Sequences)
        {
            if (!Array.Exists(codes, set.Codes.Contains))
            {
                continue;
            }

            foreach (int code in codes)
            {
                folded.Add(code, code);
            }

            if (!set.IsNegated)
            {
                sequences.Add(new TextNode([.. sequence], ignoresCase: true));
            }
        }
    }
}

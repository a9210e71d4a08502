using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Compiling;

/// <summary>With which bytes nodes may begin, in an encoding.</summary>
internal sealed class FirstBytes(CharacterCoding coding)
{
    private const int Deepest = 100;

    private int _depth;

    /// <summary>The first bytes of a node.</summary>
    public FirstSet Of(Node node)
    {
        if (node.HasFirst)
        {
            return node.First;
        }

        if (_depth == Deepest)
        {
            return FirstSet.All;
        }

        _depth++;
        node.First = Compute(node);
        node.HasFirst = true;
        _depth--;
        return node.First;
    }

    /// <summary>The first bytes of a set's characters.</summary>
    public FirstSet Of(CodeSet set)
    {
        FirstSet first = default;
        if (!coding.IsUtf8 && !coding.IsSingleByte)
        {
            return FirstSet.All;
        }

        ReadOnlySpan<int> bounds = set.Bounds;
        for (int i = 0; i < bounds.Length; i += 2)
        {
            int last = coding.IsSingleByte ? 0xFF : 0x7F;
            if (bounds[i] <= last)
            {
                first.Add(bounds[i], Math.Min(bounds[i + 1], last));
            }

            if (coding.IsUtf8 && bounds[i + 1] >= 0x80)
            {
                first.Add(Lead(Math.Max(bounds[i], 0x80)), Lead(Math.Min(bounds[i + 1], 0x10FFFF)));
            }
        }

        return first;
    }

    private static int Lead(int code) => code < 0x800 ? 0xC0 | (code >> 6) : code < 0x10000 ? 0xE0 | (code >> 12) : 0xF0 | (Math.Min(code, 0x10FFFF) >> 18);

    private FirstSet Compute(Node node)
    {
        switch (node)
        {
            case TextNode text:
                return OfText(text);
            case SetNode set:
                return Of(set.Set);
            case SequenceNode sequence:
                FirstSet all = FirstSet.Empty;
                for (int i = 0; i < sequence.Parts.Count && all.CanBeEmpty; i++)
                {
                    all = all.Then(Of(sequence.Parts[i]));
                }

                return all;
            case AlternationNode alternation:
                FirstSet any = default;
                foreach (Node branch in alternation.Branches)
                {
                    any = any.Or(Of(branch));
                }

                return any;
            case RepeatNode { Upper: 0 }:
                return FirstSet.Empty;
            case RepeatNode repeat:
                FirstSet target = Of(repeat.Target);
                target.CanBeEmpty |= repeat.Lower == 0;
                return target;
            case GroupNode group:
                return Of(group.Target);
            case AtomicNode atomic:
                return Of(atomic.Target);
            case AnchorNode { Kind: AnchorKind.Keep }:
                return FirstSet.Empty;
            case AnchorNode { Kind: AnchorKind.LineEnd or AnchorKind.TextEnd or AnchorKind.LastLineEnd } anchor when coding.IsUtf8 || coding.IsSingleByte:
                FirstSet end = default;
                end.Add(FirstSet.AtEnd);
                if (anchor.Kind != AnchorKind.TextEnd)
                {
                    end.Add('\n');
                }

                return end;
            case AnchorNode or LookNode:
                return FirstSet.Condition;
            default:
                return FirstSet.All;
        }
    }

    private FirstSet OfText(TextNode text)
    {
        if (text.Codes.Count == 0)
        {
            return FirstSet.Empty;
        }

        if (text.IgnoresCase)
        {
            return OfFolded(text);
        }

        List<byte> bytes = [];
        coding.Encode(text.Codes[0], bytes);
        FirstSet first = default;
        first.Add(bytes[0]);
        return coding.IsUtf8 || coding.IsSingleByte ? first : FirstSet.All;
    }

    /// <summary>What folds to the first code, alone or with those behind it; beyond ASCII that is anything.</summary>
    private FirstSet OfFolded(TextNode text)
    {
        int code = text.Codes[0];
        if (code >= 0x80 && !coding.IsSingleByte)
        {
            FirstSet set = FirstSet.All;
            return set;
        }

        FirstSet first = default;
        first.Add(code);
        if ((code | 0x20) is >= 'a' and <= 'z')
        {
            first.Add(code ^ 0x20);
        }

        if (coding.IsUtf8)
        {
            first.Add(0xC2, 0xF4);
        }

        return coding.IsUtf8 || coding.IsSingleByte ? first : FirstSet.All;
    }
}

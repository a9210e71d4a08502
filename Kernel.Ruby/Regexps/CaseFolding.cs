namespace Kernel.Ruby.Regexps;

/// <summary>Case folding, full: a character folds to one or more.</summary>
internal sealed class CaseFolding
{
    private static readonly Lazy<CaseFolding> Loaded = new(static () => new CaseFolding());

    private readonly Dictionary<int, int[]> _folds = UnicodeProperties.Folds;
    private readonly Dictionary<int, int[]> _members = [];
    private readonly List<(int[] Folded, int[] Codes)> _sequences = [];

    private CaseFolding()
    {
        foreach ((int code, int[] folded) in _folds)
        {
            if (folded.Length == 1)
            {
                _members[folded[0]] = _members.TryGetValue(folded[0], out int[]? known) ? [.. known, code] : [folded[0], code];
                continue;
            }

            int same = _sequences.FindIndex(entry => entry.Folded.AsSpan().SequenceEqual(folded));
            if (same < 0)
            {
                _sequences.Add((folded, [code]));
            }
            else
            {
                _sequences[same] = (folded, [.. _sequences[same].Codes, code]);
            }
        }
    }

    /// <summary>Characters that fold to the same one: each set begins with that.</summary>
    public static Dictionary<int, int[]> Members => Loaded.Value._members;

    /// <summary>Sequences that characters fold to, and those characters.</summary>
    public static List<(int[] Folded, int[] Codes)> Sequences => Loaded.Value._sequences;

    /// <summary>What an ASCII code folds to.</summary>
    public static int FoldAscii(int code) => code is >= 'A' and <= 'Z' ? code | 0x20 : code;

    /// <summary>What a code folds to; null when that is itself.</summary>
    public static int[]? Fold(int code) => Loaded.Value._folds.GetValueOrDefault(code);

    /// <summary>The characters that one character matches, those of one fold.</summary>
    public static CodeRanges Equivalents(int code, bool isUnicode)
    {
        CodeRanges set = CodeRanges.Of(code, code);
        if (!isUnicode)
        {
            AddAsciiCase(set, code);
            return set;
        }

        if (code < 0x80 && (code | 0x20) is not ('k' or 's'))
        {
            AddAsciiCase(set, code);
            return set;
        }

        int[]? folded = Fold(code);
        if (folded is { Length: > 1 })
        {
            foreach ((int[] sequence, int[] codes) in Sequences)
            {
                if (sequence.AsSpan().SequenceEqual(folded))
                {
                    Add(set, codes);
                }
            }
        }
        else if (Members.TryGetValue(folded?[0] ?? code, out int[]? members))
        {
            Add(set, members);
        }

        return set;
    }

    private static void AddAsciiCase(CodeRanges set, int code)
    {
        if ((code | 0x20) is >= 'a' and <= 'z')
        {
            set.Add(code ^ 0x20, code ^ 0x20);
        }
    }

    private static void Add(CodeRanges set, int[] codes)
    {
        foreach (int code in codes)
        {
            set.Add(code, code);
        }
    }
}

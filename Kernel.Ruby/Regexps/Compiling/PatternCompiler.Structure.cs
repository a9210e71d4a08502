using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Compiling;

/// <summary>Texts, looks, atomic groups, conditions and absence.</summary>
internal sealed partial class PatternCompiler
{
    private void EmitText(TextNode text)
    {
        if (text.Codes.Count == 0)
        {
            return;
        }

        if (text.IgnoresCase && HasCase(text))
        {
            EmitFolded(text);
            return;
        }

        int start = _bytes.Count;
        foreach (int code in text.Codes)
        {
            _coding.Encode(code, _bytes);
        }

        if (_bytes.Count == start + 1)
        {
            Add(PatternOpcode.Byte, _bytes[start]);
            return;
        }

        Add(PatternOpcode.Bytes, start, _bytes.Count - start);
    }

    private bool HasCase(TextNode text)
    {
        foreach (int code in text.Codes)
        {
            if ((code < 0x80 || _coding.IsUnicode) && (code >= 0x80 || (code | 0x20) is >= 'a' and <= 'z'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A single character becomes a set; of several the folds are compared.</summary>
    private void EmitFolded(TextNode text)
    {
        if (SingleSet(text) is { } set)
        {
            Add(PatternOpcode.Set, SetNumber(set));
            return;
        }

        List<int> folded = [];
        foreach (int code in text.Codes)
        {
            if (code >= 0x80 && _coding.IsUnicode && CaseFolding.Fold(code) is { } several)
            {
                folded.AddRange(several);
            }
            else
            {
                folded.Add(CaseFolding.FoldAscii(code));
            }
        }

        Add(PatternOpcode.Folded, ListNumber([.. folded]));
    }

    /// <summary>The characters that a node of one character matches; null for others.</summary>
    private CodeSet? SingleSet(Node node)
    {
        if (node is SetNode set)
        {
            return set.Set;
        }

        if (node is not TextNode { Codes: [var code] } text)
        {
            return null;
        }

        if (!text.IgnoresCase)
        {
            return new CodeSet(CodeRanges.Of(code, code));
        }

        bool foldsToSeveral = _coding.IsUnicode && code >= 0x80 && CaseFolding.Fold(code) is { Length: > 1 };
        return foldsToSeveral ? null : new CodeSet(CaseFolding.Equivalents(code, _coding.IsUnicode));
    }

    private void EmitAtomic(AtomicNode atomic)
    {
        if (atomic.Target is RepeatNode { IsGreedy: true } repeat && SingleSet(repeat.Target) is { } set)
        {
            Add(PatternOpcode.LoopPossessive, SetNumber(set), repeat.Lower, Most(repeat.Upper), -1, -1);
            return;
        }

        int slot = NewSlots(1);
        Add(PatternOpcode.AtomicStart, slot);
        Emit(atomic.Target, FirstSet.Empty);
        Add(PatternOpcode.AtomicEnd, slot);
    }

    private void EmitLook(LookNode look)
    {
        if (look.IsBehind)
        {
            EmitLookbehind(look);
        }
        else
        {
            EmitLook(look.Target, look.IsNegated, stepsBack: 0);
        }
    }

    /// <summary>Branches of different lengths are looks of their own.</summary>
    private void EmitLookbehind(LookNode look)
    {
        List<Node> branches = PatternCheck.Branches(look);
        List<int> ends = [];
        for (int i = 0; i < branches.Count; i++)
        {
            bool hasAlternative = !look.IsNegated && i < branches.Count - 1;
            int split = hasAlternative ? Add(PatternOpcode.Split, 0, -1) : 0;
            if (look.IsNegated)
            {
                EmitLook(branches[i], isNegated: true, PatternCheck.CharacterLength(branches[i]));
            }
            else
            {
                EmitWantedBehind(branches[i]);
            }

            if (hasAlternative)
            {
                ends.Add(Add(PatternOpcode.Jump, 0) + 1);
                _code[split + 1] = _code.Count;
            }
        }

        foreach (int end in ends)
        {
            _code[end] = _code.Count;
        }
    }

    private void EmitLook(Node target, bool isNegated, int stepsBack)
    {
        _looks++;
        int slot = NewSlots(2);
        int start = isNegated ? Add(PatternOpcode.NoLookStart, slot, 0) : Add(PatternOpcode.LookStart, slot);
        if (stepsBack > 0)
        {
            Add(PatternOpcode.StepBack, stepsBack);
        }

        Emit(target, FirstSet.Empty);
        Add(isNegated ? PatternOpcode.NoLookEnd : PatternOpcode.LookEnd, slot);
        if (isNegated)
        {
            _code[start + 2] = _code.Count;
        }

        _looks--;
    }

    /// <summary>What is wanted behind is matched again from there on, and ends where it began; its choices stay.</summary>
    private void EmitWantedBehind(Node target)
    {
        if (PatternCheck.CharacterLength(target) is > 0 and var length)
        {
            Add(PatternOpcode.StepBack, length);
        }

        Emit(target, FirstSet.All);
    }

    private void EmitCondition(ConditionNode condition)
    {
        int test = Add(PatternOpcode.Condition, condition.Group, 0);
        Emit(condition.Branches.Branches[0], FirstSet.All);
        int end = Add(PatternOpcode.Jump, 0);
        _code[test + 2] = _code.Count;
        Emit(condition.Branches.Branches[1], FirstSet.All);
        _code[end + 1] = _code.Count;
    }

    private void EmitAbsent(AbsentNode absent)
    {
        Add(PatternOpcode.AbsentStart);
        int next = Add(PatternOpcode.Absent, 0);
        Emit(absent.Target, FirstSet.All);
        Add(PatternOpcode.AbsentEnd);
        _code[next + 1] = _code.Count;
    }
}

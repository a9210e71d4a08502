namespace Kernel.Ruby.Regexps.Matching;

/// <summary>Groups within themselves, calls, backreferences.</summary>
internal ref partial struct Matcher<T>
{
    /// <summary>A group's start with both its bounds put back together, which <see cref="EmptyWithGroups"/> looks for; recursive groups.</summary>
    private int TraceGroup(PatternOpcode opcode, int group, int pc, int position)
    {
        int start = 2 * group;
        if (opcode == PatternOpcode.GroupEndRecursive)
        {
            Push(~(start + 1), _slots[start + 1], 0);
            Push(~start, _slots[start], 0);
            _slots[start] = _slots[_program.Code[pc + 2]];
            _slots[start + 1] = position;
        }
        else
        {
            Push(~start, _slots[start], 0);
            Push(~(start + 1), _slots[start + 1], 0);
            _slots[start] = position;
            _slots[start + 1] = -1;
        }

        if (opcode == PatternOpcode.GroupStartRecursive)
        {
            Set(_program.Code[pc + 2], position);
        }

        if (_program.TracksLevels)
        {
            Push(opcode == PatternOpcode.GroupEndRecursive ? Entry.GroupEnd : Entry.GroupStart, group, position);
        }

        return opcode == PatternOpcode.GroupStartTraced ? pc + 2 : pc + 3;
    }

    /// <summary>A call saves the slots of loops: those of the callee may be the same.</summary>
    private int Call(int address, int returnAddress)
    {
        int topSlot = _program.SlotCount - 2, frameSlot = _program.SlotCount - 1, first = _program.FirstLoopSlot;
        int frame = _slots[topSlot], saved = topSlot - first;
        if (_state.Frames.Length < frame + saved + 2)
        {
            Array.Resize(ref _state.Frames, Math.Max(64, 2 * (frame + saved + 2)));
        }

        int[] frames = _state.Frames;
        frames[frame] = returnAddress;
        frames[frame + 1] = _slots[frameSlot];
        _slots.AsSpan(first, saved).CopyTo(frames.AsSpan(frame + 2));
        Set(topSlot, frame + saved + 2);
        Set(frameSlot, frame);
        if (_program.TracksLevels)
        {
            Push(Entry.Call, 0, 0);
        }

        return address;
    }

    private int Return()
    {
        int topSlot = _program.SlotCount - 2, frameSlot = _program.SlotCount - 1, first = _program.FirstLoopSlot;
        int frame = _slots[frameSlot];
        int[] frames = _state.Frames;
        Set(frameSlot, frames[frame + 1]);
        for (int slot = first; slot < topSlot; slot++)
        {
            int old = frames[frame + 2 + slot - first];
            if (_slots[slot] != old)
            {
                Set(slot, old);
            }
        }

        if (_program.TracksLevels)
        {
            Push(Entry.Return, 0, 0);
        }

        return frames[frame];
    }

    private readonly int Refer(ReadOnlySpan<byte> text, int pc, ref int position)
    {
        ReadOnlySpan<int> code = _program.Code;
        bool ignoresCase = code[pc + 2] != 0;
        switch ((PatternOpcode)code[pc])
        {
            case PatternOpcode.Backreference:
                return IsAgain(text, code[pc + 1], ignoresCase, ref position) ? pc + 3 : -1;
            case PatternOpcode.BackreferenceAt:
                return IsAgainAt(text, _program.Lists[code[pc + 1]], code[pc + 3], ignoresCase, ref position) ? pc + 4 : -1;
        }

        foreach (int group in _program.Lists[code[pc + 1]])
        {
            if (IsAgain(text, group, ignoresCase, ref position))
            {
                return pc + 3;
            }
        }

        return -1;
    }

    private readonly bool IsAgain(ReadOnlySpan<byte> text, int group, bool ignoresCase, ref int position)
    {
        int start = _slots[2 * group], end = _slots[(2 * group) + 1];
        return start >= 0 && end >= 0 && Repeats(text, start, end, ignoresCase, ref position);
    }

    /// <summary>What a group matched so many levels of calls away, by the traces on the stack.</summary>
    private readonly bool IsAgainAt(ReadOnlySpan<byte> text, int[] groups, int wanted, bool ignoresCase, ref int position)
    {
        int level = 0, end = -1;
        for (int i = _top - 1; i >= 0; i--)
        {
            ref Entry entry = ref _entries[i];
            level += entry.Tag switch { Entry.Call => -1, Entry.Return => 1, _ => 0 };
            if (level != wanted || Array.IndexOf(groups, entry.A) < 0)
            {
                continue;
            }

            if (entry.Tag == Entry.GroupEnd)
            {
                end = entry.B;
            }
            else if (entry.Tag == Entry.GroupStart && end >= 0)
            {
                return Repeats(text, entry.B, end, ignoresCase, ref position);
            }
        }

        return false;
    }

    private readonly bool Repeats(ReadOnlySpan<byte> text, int start, int end, bool ignoresCase, ref int position)
    {
        int length = Math.Max(0, end - start);
        if (!ignoresCase)
        {
            if (length > 0 && (position >= text.Length || !text[position..].StartsWith(_whole.Slice(start, length))))
            {
                return false;
            }

            position += length;
            return true;
        }

        int next = position;
        while (start < end)
        {
            if (next >= text.Length)
            {
                return false;
            }

            int known = T.Decode(_whole, start, _encoding, out int knownLength), code = T.Decode(text, next, _encoding, out int codeLength);
            if (known != code && !AreOneFold(known, code))
            {
                return false;
            }

            start += knownLength;
            next += codeLength;
        }

        position = next;
        return true;
    }

    private readonly bool AreOneFold(int left, int right) => (left < 0x80 && right < 0x80) || !_program.Coding.IsUnicode
        ? CaseFolding.FoldAscii(left) == CaseFolding.FoldAscii(right)
        : (CaseFolding.Fold(left) ?? [left]).AsSpan().SequenceEqual(CaseFolding.Fold(right) ?? [right]);
}

using System.Runtime.CompilerServices;

namespace Kernel.Ruby.Regexps.Matching;

/// <summary>Choices: pushing them, going back to them, remembering those that fail.</summary>
internal ref partial struct Matcher<T>
{
    private const int FailuresBetweenChecks = 4096;
    private const int MemoFloor = 1000;
    private const long MostMemoBits = 1L << 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(int tag, int a, int b)
    {
        if (_top == _entries.Length)
        {
            Grow();
        }

        ref Entry entry = ref _entries[_top++];
        entry.Tag = tag;
        entry.A = a;
        entry.B = b;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, 2 * _entries.Length);
        _state.Entries = _entries;
    }

    /// <summary>Sets a slot; going back undoes it. Where no choice is left nothing can go back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set(int slot, int value)
    {
        if (_top > 0)
        {
            Push(~slot, _slots[slot], 0);
        }

        _slots[slot] = value;
    }

    /// <summary>A group that has begun again has no end until it has one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StartGroup(int group, int position)
    {
        Set(2 * group, position);
        if (_slots[(2 * group) + 1] >= 0)
        {
            Set((2 * group) + 1, -1);
        }
    }

    private void EndGroup(int group, int position)
    {
        Set((2 * group) + 1, position);
        if (_program.TracksLevels)
        {
            Push(Entry.GroupEnd, group, position);
        }
    }

    /// <summary>Takes up the last choice: answers its address, -1 when none is left.</summary>
    private int GoBack(ReadOnlySpan<byte> text, ref int position)
    {
        if ((++_failures & (FailuresBetweenChecks - 1)) == 0)
        {
            _limits?.Check();
        }

        if (_failures >= _failuresBeforeMemo)
        {
            BeginMemo();
        }

        while (_top > 0)
        {
            ref Entry entry = ref _entries[_top - 1];
            if (entry.Tag >= 0)
            {
                if (entry.B == Entry.Plain)
                {
                    _top--;
                    position = entry.A;
                    return entry.Tag;
                }

                int pc = entry.Tag;
                if (entry.B >= 0 ? GiveBack(text, ref entry, ref position) : TakeMore(text, ref entry, ref position))
                {
                    return pc + LoopSize;
                }

                continue;
            }

            _top--;
            PutBack(ref entry);
        }

        return -1;
    }

    private void PutBack(ref Entry entry)
    {
        if (entry.Tag > Entry.LastTrace)
        {
            _slots[~entry.Tag] = entry.A;
        }
        else if (entry.Tag == Entry.AbsentPlace)
        {
            _limit = entry.B;
        }
    }

    /// <summary>A greedy loop gives back a character; false when its continuation is known to fail or it has none left.</summary>
    private bool GiveBack(ReadOnlySpan<byte> text, ref Entry entry, ref int position)
    {
        int pc = entry.Tag, next = _program.Code[pc + 5], memo = _program.Code[pc + 4];
        int place = next < 0 ? T.Previous(text, entry.A, _encoding) : entry.B + text[entry.B..entry.A].LastIndexOf((byte)next);
        if (place > entry.B)
        {
            entry.A = place;
        }
        else
        {
            _top--;
            if (place < entry.B)
            {
                return false;
            }
        }

        position = place;
        return memo < 0 || !IsKnownFailure(memo, place);
    }

    /// <summary>A lazy loop takes one more character, or as many as bring it to the byte that must follow.</summary>
    private bool TakeMore(ReadOnlySpan<byte> text, ref Entry entry, ref int position)
    {
        int pc = entry.Tag, next = _program.Code[pc + 5], memo = _program.Code[pc + 4], left = -2 - entry.B;
        LoopSet set = _program.Sets[_program.Code[pc + 1]];
        int place = Take(set, text, entry.A);
        if (place >= 0 && next >= 0 && left == Entry.Endless)
        {
            place = TakeUpTo(set, text, place, (byte)next);
        }

        if (place < 0)
        {
            _top--;
            return false;
        }

        entry.A = place;
        if (left != Entry.Endless && --left == 0)
        {
            _top--;
        }
        else
        {
            entry.B = -2 - left;
        }

        position = place;
        return memo < 0 || !IsKnownFailure(memo, place);
    }

    private readonly int TakeUpTo(LoopSet set, ReadOnlySpan<byte> text, int position, byte next)
    {
        if (set.Stops is not null)
        {
            // Neither may be looked for alone: the one may be near and the other far, again and again.
            ReadOnlySpan<byte> rest = text[position..];
            int found = set.Stops is [var stop] ? rest.IndexOfAny(next, stop) : rest.IndexOf(next);
            return found >= 0 && rest[found] == next && set.RunLength(rest[..found]) == found ? position + found : -1;
        }

        while (position >= 0 && (position >= text.Length || text[position] != next))
        {
            position = Take(set, text, position);
        }

        return position;
    }

    /// <summary>Forgets the choices above a height; what is to be put back stays.</summary>
    private void Cut(int height)
    {
        int kept = height;
        for (int i = height; i < _top; i++)
        {
            if (_entries[i].Tag < 0)
            {
                _entries[kept++] = _entries[i];
            }
        }

        _top = kept;
    }

    /// <summary>Undoes all above a height.</summary>
    private void Undo(int height)
    {
        while (_top > height)
        {
            ref Entry entry = ref _entries[--_top];
            if (entry.Tag < 0)
            {
                PutBack(ref entry);
            }
        }
    }

    private int SplitLazy(int address, int memo, int later, int position)
    {
        if (memo >= 0 && IsKnownFailure(memo, position))
        {
            return -1;
        }

        Push(later, position, Entry.Plain);
        return address;
    }

    /// <summary>Chooses by the next byte: answers where to go on, -1 when neither way can match.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Decide(ReadOnlySpan<byte> text, int pc, int position)
    {
        ReadOnlySpan<int> operands = _program.Code.AsSpan(pc + 1, 3);
        byte[] table = _program.Tables[operands[2]];
        int ways = table[(uint)position < (uint)text.Length ? text[position] : text.Length == _whole.Length ? Compiling.FirstSet.AtEnd : AfterLimit(position)];
        if (ways == 1)
        {
            return pc + 4;
        }

        if (ways == 2)
        {
            return operands[0];
        }

        if (ways == 0 || (operands[1] >= 0 && IsKnownFailure(operands[1], position)))
        {
            return -1;
        }

        Push(operands[0], position, Entry.Plain);
        return pc + 4;
    }

    /// <summary>At the end that absence sets, anchors see the text behind it.</summary>
    private readonly int AfterLimit(int position) => position < _whole.Length ? _whole[position] : Compiling.FirstSet.AtEnd;

    /// <summary>True when a choice has been at a position before: what led here now would fail again. Notes that it has been.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool IsKnownFailure(int memo, int position) => _memo is not null && WasThere(memo, position);

    private readonly bool WasThere(int memo, int position)
    {
        long bit = ((long)position * _program.MemoCount) + memo;
        ref ulong word = ref _memo![bit >> 6];
        ulong mask = 1ul << (int)(bit & 63);
        bool was = (word & mask) != 0;
        word |= mask;
        return was;
    }

    /// <summary>So many failures mean that the same are found again and again.</summary>
    private void BeginMemo()
    {
        _failuresBeforeMemo = long.MaxValue;
        long bits = (_whole.Length + 1L) * _program.MemoCount;
        if (bits < MostMemoBits)
        {
            _memo = new ulong[(bits >> 6) + 1];
        }
    }
}

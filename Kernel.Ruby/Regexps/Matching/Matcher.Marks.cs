namespace Kernel.Ruby.Regexps.Matching;

/// <summary>Counters, empty rounds, atomic groups, looks, absence.</summary>
internal ref partial struct Matcher<T>
{
    private int Count(int pc, int position)
    {
        ReadOnlySpan<int> code = _program.Code;
        int slot = code[pc + 1];
        switch ((PatternOpcode)code[pc])
        {
            case PatternOpcode.CounterStart:
                Set(slot, 0);
                return pc + 2;
            case PatternOpcode.CounterNext:
                Set(slot, _slots[slot] == int.MaxValue ? int.MaxValue : _slots[slot] + 1);
                return code[pc + 2];
        }

        int rounds = _slots[slot], body = pc + 5, exit = code[pc + 4];
        if (rounds < code[pc + 2])
        {
            return body;
        }

        if (rounds >= code[pc + 3] && code[pc + 3] != int.MaxValue)
        {
            return exit;
        }

        bool isGreedy = (PatternOpcode)code[pc] == PatternOpcode.CounterGreedy;
        Push(isGreedy ? exit : body, position, Entry.Plain);
        return isGreedy ? body : exit;
    }

    private int Empty(int pc, int position)
    {
        ReadOnlySpan<int> code = _program.Code;
        int slot = code[pc + 1];
        if ((PatternOpcode)code[pc] == PatternOpcode.EmptyStart)
        {
            Set(slot, position);
            Set(slot + 1, _top);
            return pc + 2;
        }

        if (_slots[slot] != position)
        {
            return pc + 3;
        }

        return (PatternOpcode)code[pc] == PatternOpcode.EmptyEnd ? code[pc + 2] : EmptyWithGroups(_slots[slot + 1], position) switch
        {
            null => pc + 3,
            true => code[pc + 2],
            false => -1,
        };
    }

    /// <summary>
    /// An empty round counts (null) when a group in it had not matched before or had matched something; it fails (false) when
    /// one had matched nothing elsewhere.
    /// </summary>
    private readonly bool? EmptyWithGroups(int height, int position)
    {
        bool isSame = true;
        for (int i = height; i + 1 < _top; i++)
        {
            int slot = ~_entries[i].Tag;
            bool isStart = _entries[i].Tag is < 0 and > Entry.LastTrace && slot < _program.FirstLoopSlot && slot % 2 == 0
                && _entries[i + 1].Tag == ~(slot + 1);
            if (!isStart)
            {
                continue;
            }

            int start = _entries[i].A, end = _entries[i + 1].A;
            if (end < 0 || start != end)
            {
                return null;
            }

            isSame &= end == position;
        }

        return isSame;
    }

    private int Mark(int pc, ref int position)
    {
        ReadOnlySpan<int> code = _program.Code;
        int slot = code[pc + 1];
        switch ((PatternOpcode)code[pc])
        {
            case PatternOpcode.AtomicStart:
                SetMark(slot, _top);
                return pc + 2;
            case PatternOpcode.AtomicEnd:
                Cut(_slots[slot]);
                return pc + 2;
            case PatternOpcode.LookStart:
                SetMark(slot, position);
                SetMark(slot + 1, _top);
                return pc + 2;
            case PatternOpcode.LookEnd:
                position = _slots[slot];
                Cut(_slots[slot + 1]);
                return pc + 2;
            case PatternOpcode.NoLookStart:
                SetMark(slot, _top);
                Push(code[pc + 2], position, Entry.Plain);
                return pc + 3;
            default:
                Undo(_slots[slot]);
                return -1;
        }
    }

    /// <summary>A mark is put back only where calls may enter its group again before it is over.</summary>
    private void SetMark(int slot, int value)
    {
        if (_program.HasCalls)
        {
            Set(slot, value);
        }
        else
        {
            _slots[slot] = value;
        }
    }

    /// <summary>
    /// (?~...): tries what must be absent at each place from here on; where it matches, the text ends for the time being before its
    /// last character. Every place up to there is one where the absence may end, the last one first.
    /// </summary>
    private int Absent(ReadOnlySpan<byte> text, int pc, ref int position)
    {
        switch ((PatternOpcode)_program.Code[pc])
        {
            case PatternOpcode.AbsentStart:
                Push(Entry.AbsentPlace, position, _limit);
                return pc + 1;
            case PatternOpcode.AbsentEnd:
                int before = position == 0 ? -1 : T.Previous(_whole, position, _encoding);
                _limit = Math.Min(_limit, before);
                while (_entries[--_top].Tag != Entry.AbsentMark)
                {
                    if (_entries[_top].Tag is < 0 and > Entry.LastTrace)
                    {
                        PutBack(ref _entries[_top]);
                    }
                }

                return FailAbsent(ref position);
        }

        int exit = _program.Code[pc + 1], end = _limit;
        Entry place = _entries[--_top];
        int start = place.A;
        _limit = place.B;
        if (start > end && position > start)
        {
            // It matches nothing at all: the place where absence began is no place for its end.
            _top--;
            return -1;
        }

        if (position >= end && position > start)
        {
            return position > end ? -1 : exit;
        }

        if (position == _whole.Length)
        {
            return exit;
        }

        Push(exit, position, Entry.Plain);
        Push(Entry.AbsentPlace, start, _limit);
        Push(pc, position + LengthAt(position), Entry.Plain);
        Push(Entry.AbsentMark, 0, 0);
        _limit = end;
        return pc + 2;
    }

    /// <summary>Goes on at the next place, with the end that was found.</summary>
    private int FailAbsent(ref int position)
    {
        Entry next = _entries[--_top];
        position = next.A;
        return next.Tag;
    }
}

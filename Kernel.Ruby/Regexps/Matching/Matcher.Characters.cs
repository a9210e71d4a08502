using System.Runtime.CompilerServices;

namespace Kernel.Ruby.Regexps.Matching;

/// <summary>Taking characters.</summary>
internal ref partial struct Matcher<T>
{
    private const int LoopSize = 6;

    /// <summary>Position behind a character of a set; -1 when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Take(LoopSet set, ReadOnlySpan<byte> text, int position)
    {
        if ((uint)position >= (uint)text.Length)
        {
            return -1;
        }

        byte first = text[position];
        return T.IsCharacter(first) ? set.Table[first] ? position + 1 : -1 : TakeWide(set, text, position);
    }

    private readonly int TakeWide(LoopSet set, ReadOnlySpan<byte> text, int position)
    {
        int code = T.Decode(text, position, _encoding, out int length);
        return set.Contains(code) && position + length <= text.Length ? position + length : -1;
    }

    /// <summary>Position behind as many characters of a set as there are, at most so many.</summary>
    private readonly int TakeRun(LoopSet set, ReadOnlySpan<byte> text, int position, int most)
    {
        if (most == int.MaxValue && set.Stops is not null && position < text.Length)
        {
            return position + set.RunLength(text[position..]);
        }

        bool[] table = set.Table;
        for (; most > 0 && (uint)position < (uint)text.Length; most--)
        {
            byte first = text[position];
            int next = T.IsCharacter(first) ? table[first] ? position + 1 : -1 : TakeWide(set, text, position);
            if (next < 0)
            {
                break;
            }

            position = next;
        }

        return position;
    }

    /// <summary>Takes the characters that must be there.</summary>
    private readonly bool TakeLeast(LoopSet set, ReadOnlySpan<byte> text, int least, ref int position)
    {
        for (int i = 0; i < least; i++)
        {
            position = Take(set, text, position);
            if (position < 0)
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool TakePossessive(ReadOnlySpan<byte> text, int pc, ref int position)
    {
        ReadOnlySpan<int> operands = _program.Code.AsSpan(pc + 1, LoopSize - 1);
        LoopSet set = _program.Sets[operands[0]];
        int next = position;
        if (!TakeLeast(set, text, operands[1], ref next))
        {
            return false;
        }

        position = TakeRun(set, text, next, operands[2] == int.MaxValue ? int.MaxValue : operands[2] - operands[1]);
        return true;
    }

    /// <summary>A greedy loop: one entry on the stack for all the places it may go back to.</summary>
    private bool TakeGreedy(ReadOnlySpan<byte> text, int pc, ref int position)
    {
        ReadOnlySpan<int> operands = _program.Code.AsSpan(pc + 1, LoopSize - 1);
        LoopSet set = _program.Sets[operands[0]];
        int least = position;
        if (!TakeLeast(set, text, operands[1], ref least))
        {
            return false;
        }

        int last = TakeRun(set, text, least, operands[2] == int.MaxValue ? int.MaxValue : operands[2] - operands[1]);
        int next = operands[4];
        if (next >= 0 && !(last < text.Length && text[last] == next))
        {
            int found = text[least..last].LastIndexOf((byte)next);
            if (found < 0)
            {
                return false;
            }

            last = least + found;
        }

        if (last > least)
        {
            Push(pc, last, least);
        }

        position = last;
        return operands[3] < 0 || !IsKnownFailure(operands[3], position);
    }

    private bool TakeLazy(ReadOnlySpan<byte> text, int pc, ref int position)
    {
        ReadOnlySpan<int> operands = _program.Code.AsSpan(pc + 1, LoopSize - 1);
        LoopSet set = _program.Sets[operands[0]];
        if (!TakeLeast(set, text, operands[1], ref position))
        {
            return false;
        }

        int more = operands[2] == int.MaxValue ? Entry.Endless : operands[2] - operands[1];
        if (more > 0)
        {
            Push(pc, position, -2 - more);
        }

        return operands[3] < 0 || !IsKnownFailure(operands[3], position);
    }

    /// <summary>Compares folds. A character of the text must fold to codes that are all still to come.</summary>
    private readonly bool TakeFolded(ReadOnlySpan<byte> text, int[] folded, ref int position)
    {
        int next = position;
        for (int i = 0; i < folded.Length;)
        {
            if ((uint)next >= (uint)text.Length)
            {
                return false;
            }

            int code = T.Decode(text, next, _encoding, out int length);
            if (code < 0x80 || !_program.Coding.IsUnicode)
            {
                if (CaseFolding.FoldAscii(code) != folded[i])
                {
                    return false;
                }

                i++;
            }
            else if (!FoldsTo(code, folded, ref i))
            {
                return false;
            }

            next += length;
        }

        position = next;
        return true;
    }

    private static bool FoldsTo(int code, int[] folded, ref int index)
    {
        if (CaseFolding.Fold(code) is not { } several)
        {
            return folded[index++] == code;
        }

        foreach (int one in several)
        {
            if (index == folded.Length || folded[index++] != one)
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool StepBack(int characters, ref int position)
    {
        for (; characters > 0; characters--)
        {
            if (position == 0)
            {
                return false;
            }

            position = T.Previous(_whole, position, _encoding);
        }

        return true;
    }

    private readonly bool IsBoundary(int position, bool isAscii) =>
        (position > 0 && IsWord(T.Previous(_whole, position, _encoding), isAscii)) != (position < _whole.Length && IsWord(position, isAscii));

    private readonly bool IsWord(int position, bool isAscii)
    {
        int code = T.Decode(_whole, position, _encoding, out _);
        return code < 0x80 ? code == '_' || char.IsAsciiLetterOrDigit((char)code)
            : _program.Coding.IsUnicode ? !isAscii && WordCharacters.Contains(code)
            : !_program.Coding.IsSingleByte && !isAscii;
    }
}

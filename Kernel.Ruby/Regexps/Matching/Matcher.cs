using System.Runtime.CompilerServices;
using Gem.Vm.Values;

namespace Kernel.Ruby.Regexps.Matching;

/// <summary>
/// Runs a program on a text. Choices stand on a stack with what is to be put back before they are taken up again, so nothing
/// recurs and nothing is allocated. Read <c>Matcher.cs</c> (the loop over instructions), <c>.Characters.cs</c>, <c>.Stack.cs</c>,
/// <c>.Marks.cs</c>, <c>.References.cs</c>, <c>.Searching.cs</c>.
/// </summary>
internal ref partial struct Matcher<T>
    where T : struct, ITextCoding
{
    private readonly RegexpProgram _program;
    private readonly ReadOnlySpan<byte> _whole;
    private readonly StringEncoding _encoding;
    private readonly MatchState _state;
    private readonly int[] _slots;
    private readonly MatchLimits? _limits;
    private Entry[] _entries;
    private int _top;
    private int _limit;
    private int _searchStart;
    private int _end;
    private long _failures;
    private long _failuresBeforeMemo;
    private ulong[]? _memo;

    /// <summary>A matcher of one search.</summary>
    public Matcher(RegexpProgram program, ReadOnlySpan<byte> text, MatchState state, MatchLimits? limits)
    {
        _program = program;
        _whole = text;
        _encoding = program.Coding.Encoding;
        _state = state;
        _slots = state.Slots;
        _entries = state.Entries;
        _limits = limits;
        _failuresBeforeMemo = program.MemoCount == 0 ? long.MaxValue : Math.Max(program.MemoCount * (long)text.Length, MemoFloor);
    }

    /// <summary>True when a match begins at a position; then slots hold it and <see cref="_end"/> its end.</summary>
    private bool Run(int start)
    {
        Reset(start);
        ReadOnlySpan<int> code = _program.Code;
        ReadOnlySpan<byte> text = _whole;
        int pc = 0, position = start;
        while (true)
        {
            switch ((PatternOpcode)code[pc])
            {
                case PatternOpcode.Accept:
                    _end = position;
                    return true;
                case PatternOpcode.Byte when (uint)position < (uint)text.Length && text[position] == code[pc + 1]:
                    position++;
                    pc += 2;
                    continue;
                case PatternOpcode.Bytes when position < text.Length && text[position..].StartsWith(_program.Bytes.AsSpan(code[pc + 1], code[pc + 2])):
                    position += code[pc + 2];
                    pc += 3;
                    continue;
                case PatternOpcode.Set when Take(_program.Sets[code[pc + 1]], text, position) is >= 0 and var next:
                    position = next;
                    pc += 2;
                    continue;
                case PatternOpcode.LoopGreedy when TakeGreedy(text, pc, ref position):
                    pc += LoopSize;
                    continue;
                case PatternOpcode.LoopPossessive when TakePossessive(text, pc, ref position):
                    pc += LoopSize;
                    continue;
                case PatternOpcode.Jump:
                    pc = code[pc + 1];
                    continue;
                case PatternOpcode.Split when code[pc + 2] < 0 || !IsKnownFailure(code[pc + 2], position):
                    Push(code[pc + 1], position, Entry.Plain);
                    pc += 3;
                    continue;
                case PatternOpcode.Branch when Decide(text, pc, position) is >= 0 and var next:
                    pc = next;
                    continue;
                case PatternOpcode.GroupStart:
                    StartGroup(code[pc + 1], position);
                    pc += 2;
                    continue;
                case PatternOpcode.GroupEnd:
                    EndGroup(code[pc + 1], position);
                    pc += 2;
                    continue;
                case PatternOpcode.Byte or PatternOpcode.Bytes or PatternOpcode.Set or PatternOpcode.LoopGreedy or PatternOpcode.LoopPossessive or PatternOpcode.Split or PatternOpcode.Branch:
                    break;
                default:
                    pc = Step(text, pc, ref position);
                    text = Limited;
                    if (pc >= 0)
                    {
                        continue;
                    }

                    break;
            }

            if ((pc = GoBack(text, ref position)) < 0)
            {
                return false;
            }

            text = Limited;
        }
    }

    /// <summary>The text up to where absence ends it.</summary>
    private readonly ReadOnlySpan<byte> Limited => _whole[..Math.Max(_limit, 0)];

    private void Reset(int start)
    {
        _top = 0;
        _limit = _whole.Length;
        _slots.AsSpan(0, _program.FirstLoopSlot).Fill(-1);
        _slots[0] = start;
        if (_program.HasCalls)
        {
            _slots[_program.SlotCount - 2] = 0;
            _slots[_program.SlotCount - 1] = -1;
        }
    }

    /// <summary>The rarer instructions: answers where to go on, -1 to go back.</summary>
    private int Step(ReadOnlySpan<byte> text, int pc, ref int position)
    {
        ReadOnlySpan<int> code = _program.Code;
        switch ((PatternOpcode)code[pc])
        {
            case PatternOpcode.Folded:
                return TakeFolded(text, _program.Lists[code[pc + 1]], ref position) ? pc + 2 : -1;
            case PatternOpcode.LoopLazy:
                return TakeLazy(text, pc, ref position) ? pc + LoopSize : -1;
            case PatternOpcode.SplitLazy:
                return SplitLazy(code[pc + 1], code[pc + 2], pc + 3, position);
            case PatternOpcode.LineStart:
                return position == 0 || (position < _whole.Length && IsLineEnd(T.Previous(_whole, position, _encoding))) ? pc + 1 : -1;
            case PatternOpcode.LineEnd:
                return position == _whole.Length || IsLineEnd(position) ? pc + 1 : -1;
            case PatternOpcode.TextStart:
                return position == 0 ? pc + 1 : -1;
            case PatternOpcode.TextEnd:
                return position == _whole.Length ? pc + 1 : -1;
            case PatternOpcode.LastLineEnd:
                return position == _whole.Length || (IsLineEnd(position) && position + LengthAt(position) == _whole.Length) ? pc + 1 : -1;
            case PatternOpcode.SearchStart:
                return position == _searchStart ? pc + 1 : -1;
            case PatternOpcode.WordBoundary:
                return IsBoundary(position, code[pc + 1] != 0) != (code[pc + 2] != 0) ? pc + 3 : -1;
            case PatternOpcode.Keep:
                Set(0, position);
                return pc + 1;
            case PatternOpcode.GroupStartTraced or PatternOpcode.GroupStartRecursive or PatternOpcode.GroupEndRecursive:
                return TraceGroup((PatternOpcode)code[pc], code[pc + 1], pc, position);
            case PatternOpcode.Backreference or PatternOpcode.BackreferenceOf or PatternOpcode.BackreferenceAt:
                return Refer(text, pc, ref position);
            case PatternOpcode.CounterStart or PatternOpcode.CounterGreedy or PatternOpcode.CounterLazy or PatternOpcode.CounterNext:
                return Count(pc, position);
            case PatternOpcode.EmptyStart or PatternOpcode.EmptyEnd or PatternOpcode.EmptyGroupsEnd:
                return Empty(pc, position);
            case PatternOpcode.AtomicStart or PatternOpcode.AtomicEnd or PatternOpcode.LookStart or PatternOpcode.LookEnd or PatternOpcode.NoLookStart or PatternOpcode.NoLookEnd:
                return Mark(pc, ref position);
            case PatternOpcode.StepBack:
                return StepBack(code[pc + 1], ref position) ? pc + 2 : -1;
            case PatternOpcode.Call:
                return Call(code[pc + 1], pc + 2);
            case PatternOpcode.Return:
                return Return();
            case PatternOpcode.Condition:
                return _slots[2 * code[pc + 1]] >= 0 && _slots[(2 * code[pc + 1]) + 1] >= 0 ? pc + 3 : code[pc + 2];
            case PatternOpcode.AbsentStart or PatternOpcode.Absent or PatternOpcode.AbsentEnd:
                return Absent(text, pc, ref position);
            default:
                return -1;
        }
    }

    private readonly bool IsLineEnd(int position) => position < _whole.Length
        && (T.IsCharacter(_whole[position]) ? _whole[position] == '\n' : T.Decode(_whole, position, _encoding, out _) == '\n');

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int LengthAt(int position)
    {
        if (T.IsCharacter(_whole[position]))
        {
            return 1;
        }

        T.Decode(_whole, position, _encoding, out int length);
        return length;
    }
}

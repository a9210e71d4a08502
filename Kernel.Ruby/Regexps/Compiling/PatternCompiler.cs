using System.Runtime.CompilerServices;
using Kernel.Ruby.Regexps.Nodes;
using Kernel.Ruby.Regexps.Parsing;

namespace Kernel.Ruby.Regexps.Compiling;

/// <summary>
/// Compiles a checked tree to instructions. Each node is compiled with the first bytes of what follows it: a loop whose characters
/// nothing behind it begins with needs no choices.
/// </summary>
internal sealed partial class PatternCompiler
{
    private const int MostInstructions = 10_000_000;

    private readonly CharacterCoding _coding;
    private readonly ParsedPattern _pattern;
    private readonly FirstBytes _firstBytes;
    private readonly List<int> _code = [];
    private readonly List<byte> _bytes = [];
    private readonly List<LoopSet> _sets = [];
    private readonly List<byte[]> _tables = [];
    private readonly List<int[]> _lists = [];
    private readonly Dictionary<CodeSet, int> _setNumbers = [];
    private readonly Dictionary<GroupNode, int> _subroutines = [];
    private readonly List<int> _callOperands = [];
    private readonly List<GroupNode> _callTargets = [];
    private readonly Queue<GroupNode> _waiting = new();
    private readonly bool _tracksLevels;
    private readonly bool _canMemo;
    private int _slots;
    private int _memos;
    private int _looks;
    private int _counters;
    private int _tracedLoops;

    private PatternCompiler(ParsedPattern pattern, CharacterCoding coding)
    {
        _pattern = pattern;
        _coding = coding;
        _firstBytes = new FirstBytes(coding);
        _slots = 2 * (pattern.Groups.Count + 1);
        _tracksLevels = pattern.Backreferences.Exists(static reference => reference.Level is not null);
        _canMemo = pattern.Calls.Count == 0 && pattern.Backreferences.Count == 0 && !HasStateful(pattern.Root);
    }

    /// <summary>Compiles a tree that <see cref="PatternCheck"/> has passed.</summary>
    public static RegexpProgram Compile(ParsedPattern pattern, CharacterCoding coding)
    {
        try
        {
            return new PatternCompiler(pattern, coding).Compile();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new RegexpSyntaxException("parse depth limit over");
        }
    }

    private static bool HasStateful(Node node)
    {
        if (node is AbsentNode or ConditionNode)
        {
            return true;
        }

        foreach (Node part in PatternCheck.Parts(node))
        {
            if (HasStateful(part))
            {
                return true;
            }
        }

        return false;
    }

    private RegexpProgram Compile()
    {
        Emit(_pattern.Root, _pattern.Calls.Count > 0 ? FirstSet.All : FirstSet.Empty);
        Add(PatternOpcode.Accept);
        while (_waiting.TryDequeue(out GroupNode? group))
        {
            _subroutines[group] = _code.Count;
            EmitGroup(group, FirstSet.All);
            Add(PatternOpcode.Return);
        }

        for (int i = 0; i < _callOperands.Count; i++)
        {
            _code[_callOperands[i]] = _subroutines[_callTargets[i]];
        }

        return new RegexpProgram
        {
            Coding = _coding,
            Code = [.. _code],
            Bytes = [.. _bytes],
            Sets = [.. _sets],
            Tables = [.. _tables],
            Lists = [.. _lists],
            GroupCount = _pattern.Groups.Count + 1,
            SlotCount = _slots + 2,
            HasCalls = _pattern.Calls.Count > 0,
            TracksLevels = _tracksLevels,
            MemoCount = _canMemo ? _memos : 0,
            Starts = new StartFinder(_pattern.Root, _coding, _firstBytes, _pattern.Calls.Count + _pattern.Backreferences.Count > 0),
        };
    }

    private int Add(PatternOpcode opcode, params ReadOnlySpan<int> operands)
    {
        int start = _code.Count;
        if (start > MostInstructions)
        {
            throw new RegexpSyntaxException("too big pattern");
        }

        _code.Add((int)opcode);
        foreach (int operand in operands)
        {
            _code.Add(operand);
        }

        return start;
    }

    private int NewSlots(int count)
    {
        _slots += count;
        return _slots - count;
    }

    /// <summary>The number of a choice; none where a look or a counter makes it depend on more than the place.</summary>
    private int NewMemo() => _canMemo && _looks == 0 && _counters == 0 ? _memos++ : -1;

    private int SetNumber(CodeSet set)
    {
        if (!_setNumbers.TryGetValue(set, out int number))
        {
            number = _sets.Count;
            _sets.Add(new LoopSet(set, _coding));
            _setNumbers[set] = number;
        }

        return number;
    }

    private int ListNumber(int[] list)
    {
        _lists.Add(list);
        return _lists.Count - 1;
    }

    private void Emit(Node node, FirstSet follow)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case TextNode text:
                EmitText(text);
                break;
            case SetNode set:
                Add(PatternOpcode.Set, SetNumber(set.Set));
                break;
            case SequenceNode sequence:
                EmitSequence(sequence.Parts, follow);
                break;
            case AlternationNode alternation:
                EmitAlternation(alternation.Branches, follow);
                break;
            case RepeatNode repeat:
                EmitRepeat(repeat, follow);
                break;
            case GroupNode { IsCalled: true } group:
                EmitCall(group);
                break;
            case GroupNode group:
                EmitGroup(group, follow);
                break;
            case AtomicNode atomic:
                EmitAtomic(atomic);
                break;
            case LookNode look:
                EmitLook(look);
                break;
            case AnchorNode anchor:
                EmitAnchor(anchor);
                break;
            case CallNode call:
                EmitCall(call.Target);
                break;
            case BackreferenceNode reference:
                EmitBackreference(reference);
                break;
            case ConditionNode condition:
                EmitCondition(condition);
                break;
            case AbsentNode absent:
                EmitAbsent(absent);
                break;
        }
    }

    private void EmitSequence(List<Node> parts, FirstSet follow)
    {
        FirstSet[] follows = new FirstSet[parts.Count];
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            follows[i] = follow;
            follow = _firstBytes.Of(parts[i]).Then(follow);
        }

        for (int i = 0; i < parts.Count; i++)
        {
            Emit(parts[i], follows[i]);
        }
    }

    private void EmitAlternation(List<Node> branches, FirstSet follow)
    {
        FirstSet[] rests = new FirstSet[branches.Count];
        for (int i = branches.Count - 1; i >= 0; i--)
        {
            FirstSet first = _firstBytes.Of(branches[i]).Then(follow);
            rests[i] = i == branches.Count - 1 ? first : first.Or(rests[i + 1]);
        }

        List<int> ends = [];
        for (int i = 0; i < branches.Count - 1; i++)
        {
            int split = AddBranch(_firstBytes.Of(branches[i]).Then(follow), rests[i + 1]);
            Emit(branches[i], follow);
            ends.Add(Add(PatternOpcode.Jump, 0) + 1);
            _code[split + 1] = _code.Count;
        }

        Emit(branches[^1], follow);
        foreach (int end in ends)
        {
            _code[end] = _code.Count;
        }
    }

    /// <summary>A choice whose address is still to be filled in; it looks at the next byte where that tells something.</summary>
    private int AddBranch(FirstSet first, FirstSet alternative)
    {
        if (first.IsAll && first.Contains(FirstSet.AtEnd) && alternative.IsAll && alternative.Contains(FirstSet.AtEnd))
        {
            return Add(PatternOpcode.Split, 0, NewMemo());
        }

        byte[] table = new byte[FirstSet.AtEnd + 1];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = (byte)((first.CanBeEmpty || first.Contains(i) ? 1 : 0) | (alternative.CanBeEmpty || alternative.Contains(i) ? 2 : 0));
        }

        _tables.Add(table);
        return Add(PatternOpcode.Branch, 0, NewMemo(), _tables.Count - 1);
    }

    private void EmitGroup(GroupNode group, FirstSet follow)
    {
        if (group.Number <= 0)
        {
            Emit(group.Target, follow);
            return;
        }

        if (group.IsRecursive)
        {
            int slot = NewSlots(1);
            Add(PatternOpcode.GroupStartRecursive, group.Number, slot);
            Emit(group.Target, follow);
            Add(PatternOpcode.GroupEndRecursive, group.Number, slot);
            return;
        }

        Add(_tracedLoops > 0 || _tracksLevels || _pattern.Calls.Count > 0 ? PatternOpcode.GroupStartTraced : PatternOpcode.GroupStart, group.Number);
        Emit(group.Target, follow);
        Add(PatternOpcode.GroupEnd, group.Number);
    }

    /// <summary>A group that calls mean is a subroutine, also where it stands.</summary>
    private void EmitCall(GroupNode target)
    {
        _callOperands.Add(Add(PatternOpcode.Call, 0) + 1);
        _callTargets.Add(target);
        if (_subroutines.TryAdd(target, -1))
        {
            _waiting.Enqueue(target);
        }
    }

    private void EmitAnchor(AnchorNode anchor)
    {
        switch (anchor.Kind)
        {
            case AnchorKind.LineStart: Add(PatternOpcode.LineStart); break;
            case AnchorKind.LineEnd: Add(PatternOpcode.LineEnd); break;
            case AnchorKind.TextStart: Add(PatternOpcode.TextStart); break;
            case AnchorKind.TextEnd: Add(PatternOpcode.TextEnd); break;
            case AnchorKind.LastLineEnd: Add(PatternOpcode.LastLineEnd); break;
            case AnchorKind.SearchStart: Add(PatternOpcode.SearchStart); break;
            case AnchorKind.Keep: Add(PatternOpcode.Keep); break;
            default:
                Add(PatternOpcode.WordBoundary, anchor.IsAscii || !_coding.IsUnicode ? 1 : 0, anchor.Kind == AnchorKind.NoWordBoundary ? 1 : 0);
                break;
        }
    }

    private void EmitBackreference(BackreferenceNode reference)
    {
        int ignoresCase = reference.IgnoresCase ? 1 : 0;
        if (reference.Level is { } level)
        {
            Add(PatternOpcode.BackreferenceAt, ListNumber(reference.Groups), ignoresCase, level);
        }
        else if (reference.Groups is [var only])
        {
            Add(PatternOpcode.Backreference, only, ignoresCase);
        }
        else
        {
            Add(PatternOpcode.BackreferenceOf, ListNumber(reference.Groups), ignoresCase);
        }
    }
}

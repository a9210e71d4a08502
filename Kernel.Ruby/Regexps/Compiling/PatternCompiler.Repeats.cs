using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Compiling;

/// <summary>Repeats.</summary>
internal sealed partial class PatternCompiler
{
    private const int MostUnrolled = 200;

    private static int Most(int upper) => upper == RepeatNode.Endless ? int.MaxValue : upper;

    private void EmitRepeat(RepeatNode repeat, FirstSet follow)
    {
        if (repeat.Upper == 0)
        {
            DeclareCalled(repeat.Target);
        }
        else if (SingleSet(repeat.Target) is { } set)
        {
            EmitLoop(repeat, set, follow);
        }
        else if (IsCounted(repeat))
        {
            EmitCounted(repeat);
        }
        else if (repeat.Upper == RepeatNode.Endless)
        {
            EmitEndless(repeat, follow);
        }
        else
        {
            EmitUnrolled(repeat, follow);
        }
    }

    /// <summary>Where rounds may be empty it makes a difference: MRI's way is the right one. Else it is a matter of space.</summary>
    private static bool IsCounted(RepeatNode repeat) => Emptiness.CanBeEmpty(repeat.Target) ? MachineSize.IsCounted(repeat)
        : repeat.Upper == RepeatNode.Endless ? repeat.Lower * Size(repeat.Target) > MostUnrolled
        : repeat.Upper > 1 && repeat.Upper * Size(repeat.Target) > MostUnrolled;

    /// <summary>What comes no time is still there for calls.</summary>
    private void DeclareCalled(Node node)
    {
        if (node is GroupNode { IsCalled: true } group && _subroutines.TryAdd(group, -1))
        {
            _waiting.Enqueue(group);
        }

        foreach (Node part in PatternCheck.Parts(node))
        {
            DeclareCalled(part);
        }
    }

    /// <summary>A loop over one character is one instruction.</summary>
    private void EmitLoop(RepeatNode repeat, CodeSet set, FirstSet follow)
    {
        FirstSet first = _firstBytes.Of(set);
        bool isSure = !first.Meets(follow) && (!follow.CanBeEmpty || (repeat.IsGreedy && !follow.MayFail));
        bool isFixed = repeat.Lower == repeat.Upper;
        PatternOpcode opcode = isSure || isFixed ? PatternOpcode.LoopPossessive : repeat.IsGreedy ? PatternOpcode.LoopGreedy : PatternOpcode.LoopLazy;
        int next = !follow.CanBeEmpty && !follow.Contains(FirstSet.AtEnd) && follow.Count == 1 ? Only(follow) : -1;
        Add(opcode, SetNumber(set), repeat.Lower, Most(repeat.Upper), opcode == PatternOpcode.LoopPossessive ? -1 : NewMemo(), next);
    }

    private static int Only(FirstSet set)
    {
        int value = 0;
        while (!set.Contains(value))
        {
            value++;
        }

        return value;
    }

    /// <summary>The rounds that must be, then a loop.</summary>
    private void EmitEndless(RepeatNode repeat, FirstSet follow)
    {
        FirstSet first = _firstBytes.Of(repeat.Target);
        FirstSet again = first.Then(follow).Or(follow);
        for (int i = 0; i < repeat.Lower; i++)
        {
            Emit(repeat.Target, again);
        }

        int loop = _code.Count;
        int split = repeat.IsGreedy ? AddBranch(first.Then(follow), follow) : Add(PatternOpcode.SplitLazy, 0, NewMemo());
        int exit = EmitRound(repeat.Target, again);
        Add(PatternOpcode.Jump, loop);
        _code[split + 1] = _code.Count;
        if (exit > 0)
        {
            _code[exit] = _code.Count;
        }
    }

    /// <summary>A round of a loop; answers where its exit for an empty round is to be filled in, 0 when it needs none.</summary>
    private int EmitRound(Node target, FirstSet follow)
    {
        if (!Emptiness.CanBeEmpty(target))
        {
            Emit(target, follow);
            return 0;
        }

        bool hasGroups = Emptiness.HasGroups(target);
        int slot = NewSlots(2);
        Add(PatternOpcode.EmptyStart, slot);
        _tracedLoops += hasGroups ? 1 : 0;
        Emit(target, follow);
        _tracedLoops -= hasGroups ? 1 : 0;
        return Add(hasGroups ? PatternOpcode.EmptyGroupsEnd : PatternOpcode.EmptyEnd, slot, 0) + 2;
    }

    /// <summary>The rounds that must be, then those that may be, each within the one before.</summary>
    private void EmitUnrolled(RepeatNode repeat, FirstSet follow)
    {
        FirstSet first = _firstBytes.Of(repeat.Target);
        FirstSet again = first.Then(follow).Or(follow);
        List<int> exits = [];
        for (int i = 0; i < repeat.Upper; i++)
        {
            if (i >= repeat.Lower)
            {
                exits.Add(1 + (repeat.IsGreedy ? AddBranch(first.Then(follow), follow) : Add(PatternOpcode.SplitLazy, 0, NewMemo())));
            }

            Emit(repeat.Target, i == repeat.Upper - 1 ? follow : again);
        }

        foreach (int exit in exits)
        {
            _code[exit] = _code.Count;
        }
    }

    private void EmitCounted(RepeatNode repeat)
    {
        int slot = NewSlots(1);
        _counters++;
        Add(PatternOpcode.CounterStart, slot);
        int loop = Add(repeat.IsGreedy ? PatternOpcode.CounterGreedy : PatternOpcode.CounterLazy, slot, repeat.Lower, Most(repeat.Upper), 0);
        int exit = EmitRound(repeat.Target, FirstSet.All);
        Add(PatternOpcode.CounterNext, slot, loop);
        _code[loop + 4] = _code.Count;
        if (exit > 0)
        {
            _code[exit] = _code.Count;
        }

        _counters--;
    }

    /// <summary>About how many instructions a node becomes.</summary>
    private static int Size(Node node)
    {
        long size = Measure(node);
        return (int)Math.Min(size, MostUnrolled + 1);
    }

    private static long Measure(Node node)
    {
        if (node is RepeatNode repeat)
        {
            long inner = Measure(repeat.Target);
            return repeat.Target is SetNode ? 6 : (inner * Math.Max(1, Math.Min(Math.Max(repeat.Lower, repeat.Upper), MostUnrolled))) + 6;
        }

        long size = 3;
        foreach (Node part in PatternCheck.Parts(node))
        {
            size += Measure(part);
        }

        return size;
    }
}

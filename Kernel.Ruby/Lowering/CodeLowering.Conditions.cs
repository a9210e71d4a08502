using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>Conditions: jumps without making a boolean where possible.</summary>
internal sealed partial class CodeLowering
{
    /// <summary>Jumps to the target when the truth of the condition is <paramref name="when"/>; else goes on behind.</summary>
    private void Branch(Node condition, Label target, bool when)
    {
        if (NodeQueries.TruthOf(condition) is { } known)
        {
            if (known == when)
            {
                _builder.EmitJump(Opcode.Jump, 0, target);
            }

            return;
        }

        switch (condition)
        {
            case ParenthesesNode { Body: { } body }:
                Branch(body, target, when);
                return;
            case StatementsNode { Body: [.. var first, var last] }:
                foreach (Node statement in first)
                {
                    Lower(statement, Unused);
                }

                Branch(last, target, when);
                return;
            case AndNode and:
                BranchBoth(and.Left, and.Right, target, when, true);
                return;
            case OrNode or:
                BranchBoth(or.Left, or.Right, target, when, false);
                return;
            case CallNode { Name: "!", Receiver: { } operand, Arguments: null } when Inside(operand) is CallNode compared && BranchOnComparison(compared, target, !when):
                return;
            case CallNode call when BranchOnComparison(call, target, when):
                return;
        }

        int mark = _builder.NextRegister;
        int register = Operand(condition);
        _builder.EmitJump(when ? Opcode.JumpIf : Opcode.JumpUnless, register, target);
        _builder.ReleaseTo(mark);
    }

    /// <summary>What stands in parentheses.</summary>
    private static Node Inside(Node node)
    {
        while (node is ParenthesesNode { Body: StatementsNode { Body: [var inside] } })
        {
            node = inside;
        }

        return node;
    }

    /// <summary>and (isAnd) or or: the left side decides when it differs from isAnd.</summary>
    private void BranchBoth(Node left, Node right, Label target, bool when, bool isAnd)
    {
        if (when != isAnd)
        {
            Branch(left, target, when);
            Branch(right, target, when);
            return;
        }

        Label skip = new();
        Branch(left, skip, !when);
        Branch(right, target, when);
        _builder.Mark(skip);
    }

    private static bool IsComparison(string name) => name is "<" or "<=" or "==" or ">" or ">=";

    private bool BranchOnComparison(CallNode call, Label target, bool when)
    {
        if (!_unit.FusesComparisons || !IsComparison(call.Name) || !IsPlainOperator(call))
        {
            return false;
        }

        int mark = _builder.NextRegister;
        Node argument = call.Arguments!.Arguments[0];
        int left = Operand(call.Receiver!, argument);
        if (call.Name != "==" && SmallInteger(argument) is { } small)
        {
            Opcode immediate = call.Name switch
            {
                "<" => when ? Opcode.JumpLessInteger : Opcode.JumpNotLessInteger,
                "<=" => when ? Opcode.JumpLessEqualInteger : Opcode.JumpNotLessEqualInteger,
                ">" => when ? Opcode.JumpGreaterInteger : Opcode.JumpNotGreaterInteger,
                _ => when ? Opcode.JumpGreaterEqualInteger : Opcode.JumpNotGreaterEqualInteger,
            };
            _builder.SetLine(LineOf(call));
            _builder.EmitCompareJump(immediate, left, small, target);
        }
        else
        {
            int right = Operand(argument);
            Opcode op = call.Name switch
            {
                "<" => when ? Opcode.JumpLess : Opcode.JumpNotLess,
                "<=" => when ? Opcode.JumpLessEqual : Opcode.JumpNotLessEqual,
                ">" => when ? Opcode.JumpGreater : Opcode.JumpNotGreater,
                ">=" => when ? Opcode.JumpGreaterEqual : Opcode.JumpNotGreaterEqual,
                _ => when ? Opcode.JumpEqual : Opcode.JumpNotEqual,
            };
            _builder.SetLine(LineOf(call));
            _builder.EmitCompareJump(op, left, right, target);
        }

        _builder.ReleaseTo(mark);
        return true;
    }

    /// <summary>A jump back to the head of a loop when the truth of the condition is <paramref name="when"/>; it polls.</summary>
    private void BranchBack(Node condition, Label target, bool when)
    {
        condition = Inside(condition);
        if (condition is CallNode call && BranchOnComparison(call, target, when))
        {
            return;
        }

        Label leave = new();
        Branch(condition, leave, !when);
        _builder.EmitJump(Opcode.Loop, 0, target);
        _builder.Mark(leave);
    }

    /// <summary>and, or: the value of the side that decides.</summary>
    private void LowerShortCircuit(Node left, Node right, bool isAnd, int destination)
    {
        Label end = new();
        if (destination < 0)
        {
            Branch(left, end, !isAnd);
            Lower(right, Unused);
        }
        else
        {
            int register = Workplace(destination);
            Lower(left, register);
            _builder.EmitJump(isAnd ? Opcode.JumpUnless : Opcode.JumpIf, register, end);
            Lower(right, register);
            _builder.Mark(end);
            Move(destination, register);
            return;
        }

        _builder.Mark(end);
    }

    private void LowerIf(Node predicate, Node? then, Node? otherwise, bool when, int destination)
    {
        if (NodeQueries.TruthOf(predicate) is { } known)
        {
            Lower(known == when ? then : otherwise, destination);
            return;
        }

        Label elseLabel = new();
        Label end = new();
        if (then is null && destination < 0)
        {
            Branch(predicate, end, when);
            Lower(otherwise, Unused);
            _builder.Mark(end);
            return;
        }

        Branch(predicate, elseLabel, !when);
        Lower(then, destination);
        if (otherwise is null && destination < 0)
        {
            _builder.Mark(elseLabel);
            return;
        }

        _builder.EmitJump(Opcode.Jump, 0, end);
        _builder.Mark(elseLabel);
        Lower(otherwise, destination);
        _builder.Mark(end);
    }

    /// <summary>A range in a condition: on from where the left side holds to where the right side does.</summary>
    private void LowerFlipFlop(FlipFlopNode flipFlop, int destination)
    {
        (VariableScope owner, ScopeVariable state) = FindHidden(ScopeAnalysis.FlipFlopName(flipFlop))!.Value;
        int result = Workplace(destination);
        Label isOn = new();
        Label end = new();
        ReadVariable(owner, state, result);
        _builder.EmitJump(Opcode.JumpIf, result, isOn);
        Label off = new();
        Branch(FlipFlopTest(flipFlop, flipFlop.Left), off, false);
        Load(result, Value.True);
        WriteVariable(owner, state, result);
        if ((flipFlop.Flags & RangeFlags.ExcludeEnd) != 0)
        {
            _builder.EmitJump(Opcode.Jump, 0, end);
        }

        _builder.Mark(isOn);
        Label stays = new();
        Branch(FlipFlopTest(flipFlop, flipFlop.Right), stays, false);
        Load(result, Value.False);
        WriteVariable(owner, state, result);
        _builder.Mark(stays);
        Load(result, Value.True);
        _builder.EmitJump(Opcode.Jump, 0, end);
        _builder.Mark(off);
        Load(result, Value.False);
        _builder.Mark(end);
        Move(destination, result);
    }

    /// <summary>What a flip-flop asks; an integer asks for the number of the line that was read.</summary>
    private Node FlipFlopTest(FlipFlopNode flipFlop, Node? side)
    {
        Syntax.SourceSpan at = flipFlop.Location;
        return side switch
        {
            null => new NilNode(at),
            IntegerNode number => new CallNode(
                at, default, number, "==", at, false, new ArgumentsNode(at, default, [new GlobalVariableReadNode(at, "$.")]), null),
            _ => side,
        };
    }
}

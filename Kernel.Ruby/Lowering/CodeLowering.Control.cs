using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>Control flow: dispatch, loops, case, the last expression of a code.</summary>
internal sealed partial class CodeLowering
{
    private bool LowerControl(Node node, int destination)
    {
        switch (node)
        {
            case IfNode branch: LowerIf(branch.Predicate, branch.Statements, branch.Subsequent, true, destination); return true;
            case UnlessNode branch: LowerIf(branch.Predicate, branch.Statements, branch.ElseClause, false, destination); return true;
            case ElseNode otherwise: Lower(otherwise.Statements, destination); return true;
            case AndNode and: LowerShortCircuit(and.Left, and.Right, true, destination); return true;
            case OrNode or: LowerShortCircuit(or.Left, or.Right, false, destination); return true;
            case WhileNode loop: LowerLoop(loop.Predicate, loop.Statements, true, loop.Flags, destination); return true;
            case UntilNode loop: LowerLoop(loop.Predicate, loop.Statements, false, loop.Flags, destination); return true;
            case ForNode loop: LowerFor(loop, destination); return true;
            case CaseNode choice: LowerCase(choice, destination); return true;
            case CaseMatchNode choice: LowerCaseMatch(choice, destination); return true;
            case BeginNode begin: LowerBegin(begin, destination); return true;
            case RescueModifierNode rescue: LowerRescueModifier(rescue, destination); return true;
            case FlipFlopNode flipFlop: LowerFlipFlop(flipFlop, destination); return true;
            case ReturnNode jump: LowerReturn(jump); return true;
            case BreakNode jump: LowerBreak(jump); return true;
            case NextNode jump: LowerNext(jump); return true;
            case RedoNode: LowerRedo(); return true;
            case RetryNode: LowerRetry(); return true;
            default: return false;
        }
    }

    /// <summary>The last expression of a code: leaves the frame with its value on every path.</summary>
    private void LowerTail(Node? node)
    {
        switch (node)
        {
            case StatementsNode { Body: [.. var first, var last] }:
                foreach (Node statement in first)
                {
                    BeginStatement(statement);
                    Lower(statement, Unused);
                }

                BeginStatement(last);
                LowerTail(last);
                return;
            case ParenthesesNode { Body: { } body }:
                LowerTail(body);
                return;
            case ElseNode otherwise:
                LowerTail(otherwise.Statements);
                return;
            case IfNode branch when NodeQueries.TruthOf(branch.Predicate) is null:
                LowerTailBranch(branch.Predicate, branch.Statements, branch.Subsequent, true);
                return;
            case UnlessNode branch when NodeQueries.TruthOf(branch.Predicate) is null:
                LowerTailBranch(branch.Predicate, branch.Statements, branch.ElseClause, false);
                return;
            case ReturnNode or BreakNode or NextNode or RedoNode:
                Lower(node, Unused);
                return;
        }

        int mark = _builder.NextRegister;
        int register;
        if (node is null)
        {
            register = _builder.Take();
            LoadNil(register);
        }
        else
        {
            register = Operand(node);
        }

        // A code that comes to its end is left on its last line.
        _builder.SetLine(_lastLine);
        _builder.Emit(Opcode.Return, register);
        _builder.ReleaseTo(mark);
    }

    private void LowerTailBranch(Node predicate, Node? then, Node? otherwise, bool when)
    {
        Label elseLabel = new();
        Branch(predicate, elseLabel, !when);
        LowerTail(then);
        _builder.Mark(elseLabel);
        LowerTail(otherwise);
    }

    /// <summary>while and until: the test stands at the bottom, so that an iteration takes one jump.</summary>
    private void LowerLoop(Node predicate, StatementsNode? body, bool when, LoopFlags flags, int destination)
    {
        LoopContext loop = new(destination < 0 ? Unused : Workplace(destination));
        bool? known = NodeQueries.TruthOf(predicate);
        if ((flags & LoopFlags.BeginModifier) == 0 && known != when)
        {
            _builder.EmitJump(Opcode.Jump, 0, loop.Next);
        }

        _builder.Mark(loop.Redo);
        _contexts.Add(loop);
        Lower(body, Unused);
        _contexts.RemoveAt(_contexts.Count - 1);
        _builder.Mark(loop.Next);
        SetLine(predicate);
        if (known == when)
        {
            _builder.EmitJump(Opcode.Loop, 0, loop.Redo);
        }
        else if (known is null)
        {
            BranchBack(predicate, loop.Redo, when);
        }

        LoadNil(loop.Result);
        _builder.Mark(loop.Break);
        Move(destination, loop.Result);
    }

    /// <summary>for: each with a block whose parameters are assigned to the targets.</summary>
    private void LowerFor(ForNode loop, int destination)
    {
        int window = _builder.TakeMany(2);
        Lower(loop.Collection, window);
        _builder.EmitWide(Opcode.MakeBlock, window + 1, _builder.Literal(LowerForBlock(loop)));
        SetLine(loop);
        _builder.EmitSend(OrDiscard(destination), _unit.Vm.Selectors.Each, window, 0, Gem.Vm.Bytecode.CallFlags.None, hasBlock: true);
    }

    private void LowerCase(CaseNode choice, int destination)
    {
        int subject = choice.Predicate is null ? Unused : _builder.Take();
        if (choice.Predicate is not null)
        {
            Lower(choice.Predicate, subject);
        }

        Label end = new();
        foreach (WhenNode when in choice.Conditions)
        {
            Label body = new();
            Label next = new();
            foreach (Node condition in when.Conditions)
            {
                SetLine(condition);
                LowerWhen(condition, subject, body);
            }

            _builder.EmitJump(Opcode.Jump, 0, next);
            _builder.Mark(body);
            Lower(when.Statements, destination);
            _builder.EmitJump(Opcode.Jump, 0, end);
            _builder.Mark(next);
        }

        Lower(choice.ElseClause, destination);
        _builder.Mark(end);
    }

    private void LowerWhen(Node condition, int subject, Label body)
    {
        int mark = _builder.NextRegister;
        if (condition is SplatNode splat)
        {
            int list = _builder.Take();
            LowerSplatValue(splat, list);
            BranchIfAny(list, subject, body);
        }
        else if (subject < 0)
        {
            Branch(condition, body, true);
        }
        else
        {
            int test = _builder.Take();
            int pattern = test;
            if (condition is StringNode text)
            {
                _builder.Load(test, _unit.FrozenString(text.Unescaped, EncodingOf(text.Flags)));
            }
            else
            {
                pattern = Operand(condition);
            }

            _builder.Emit(Opcode.CaseEqual, test, pattern, subject);
            _builder.EmitJump(Opcode.JumpIf, test, body);
        }

        _builder.ReleaseTo(mark);
    }

    /// <summary>Jumps if an element of a splatted list takes the subject (without one: is true).</summary>
    private void BranchIfAny(int list, int subject, Label target)
    {
        int mark = _builder.NextRegister;
        int length = _builder.Take();
        int index = _builder.Take();
        int element = _builder.Take();
        _builder.Emit(Opcode.SplatToArray, list, list);
        SendTo(length, "length", list);
        _builder.EmitWide(Opcode.LoadInteger, index, 0);
        Label test = new();
        _builder.EmitJump(Opcode.Jump, 0, test);
        Label top = _builder.Here();
        _builder.Emit(Opcode.GetElement, element, list, index);
        if (subject >= 0)
        {
            _builder.Emit(Opcode.CaseEqual, element, element, subject);
        }

        _builder.EmitJump(Opcode.JumpIf, element, target);
        _builder.Emit(Opcode.AddInteger, index, index, 1);
        _builder.Mark(test);
        EmitLoopWhileLess(index, length, top);
        _builder.ReleaseTo(mark);
    }

    private void EmitLoopWhileLess(int index, int length, Label top)
    {
        if (_unit.FusesComparisons)
        {
            _builder.EmitCompareJump(Opcode.JumpLess, index, length, top);
            return;
        }

        Label leave = new();
        int test = _builder.Take();
        _builder.Emit(Opcode.Less, test, index, length);
        _builder.EmitJump(Opcode.JumpUnless, test, leave);
        _builder.EmitJump(Opcode.Loop, 0, top);
        _builder.Mark(leave);
    }
}

using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>
/// return, break, next, redo, retry. A jump inside of a code runs the ensure bodies it leaves inline; one that leaves the
/// frame inside of an ensure is left to the unwinder.
/// </summary>
internal sealed partial class CodeLowering
{
    private bool IsInsideEnsure => _contexts.Exists(context => context is ProtectedRegion { IsEnsure: true });

    /// <summary>Runs in blocks, which break and next leave.</summary>
    private bool IsBlock => _scope.Kind is ScopeKind.Block or ScopeKind.Lambda or ScopeKind.For;

    private void LowerJumpValue(ArgumentsNode? arguments, int destination)
    {
        if (arguments is null)
        {
            LoadNil(destination);
        }
        else if (arguments.Arguments is [{ Kind: not NodeKind.Splat } single])
        {
            Lower(single, destination);
        }
        else
        {
            LowerArray(arguments.Arguments, destination);
        }
    }

    private int JumpOperand(ArgumentsNode? arguments)
    {
        if (arguments?.Arguments is [{ Kind: not NodeKind.Splat } single])
        {
            return Operand(single);
        }

        int register = _builder.Take();
        LowerJumpValue(arguments, register);
        return register;
    }

    private bool ReturnLeavesFrame => _scope.Kind == ScopeKind.Lambda || (!IsBlock && !(_unit.IsEval && _scope.Kind == ScopeKind.Program));

    private void EmitReturn(int value)
    {
        if (_answersOutcome)
        {
            EmitOutcome(value, 3);
        }
        else
        {
            EmitLeave(value, ReturnLeavesFrame && !IsInsideEnsure ? Opcode.Return : Opcode.ReturnNonLocal);
        }
    }

    private void LowerReturn(ReturnNode jump)
    {
        if (ReturnLeavesFrame && !_answersOutcome && _contexts.Count == 0 && jump.Arguments?.Arguments is [{ Kind: NodeKind.If or NodeKind.Unless or NodeKind.Parentheses } choice])
        {
            LowerTail(choice);
            return;
        }

        EmitReturn(JumpOperand(jump.Arguments));
    }

    private void LowerBreak(BreakNode jump) =>
        EmitBreak(destination => LowerJumpValue(jump.Arguments, destination), () => JumpOperand(jump.Arguments));

    /// <summary>A break whose value is put into the loop's result, or where there is no loop, stands in a register.</summary>
    private void EmitBreak(Action<int> lowerValue, Func<int> operand)
    {
        int index = _contexts.FindLastIndex(context => context is LoopContext);
        if (index >= 0)
        {
            LoopContext loop = (LoopContext)_contexts[index];
            lowerValue(loop.Result);
            LeaveContexts(index + 1, () => _builder.EmitJump(Opcode.Jump, 0, loop.Break));
        }
        else if (_answersOutcome)
        {
            EmitOutcome(operand(), 1);
        }
        else
        {
            _builder.Emit(Opcode.Break, operand());
        }
    }

    private void LowerNext(NextNode jump) =>
        EmitNext(destination => LowerJumpValue(jump.Arguments, destination), () => JumpOperand(jump.Arguments));

    private void EmitNext(Action<int> lowerValue, Func<int> operand)
    {
        int index = _contexts.FindLastIndex(context => context is LoopContext);
        if (index >= 0)
        {
            LoopContext loop = (LoopContext)_contexts[index];
            lowerValue(Unused);
            LeaveContexts(index + 1, () => _builder.EmitJump(Opcode.Jump, 0, loop.Next));
        }
        else if (_answersOutcome)
        {
            EmitOutcome(operand(), 2);
        }
        else
        {
            EmitLeave(operand(), IsInsideEnsure ? Opcode.ReturnThroughEnsure : Opcode.Return);
        }
    }

    private void LowerRedo()
    {
        int index = _contexts.FindLastIndex(context => context is LoopContext);
        Label target = index >= 0 ? ((LoopContext)_contexts[index]).Redo : _bodyStart;
        LeaveContexts(index + 1, () => _builder.EmitJump(Opcode.Loop, 0, target));
    }

    private void LowerRetry()
    {
        int index = _contexts.FindLastIndex(context => context is RetryContext);
        if (index >= 0)
        {
            Label start = ((RetryContext)_contexts[index]).Start;
            LeaveContexts(index + 1, () => _builder.EmitJump(Opcode.Loop, 0, start));
        }
    }

    /// <summary>
    /// Leaves the frame; $! becomes what it was before the outermost rescue clause. What unwinds sees to that by the
    /// exception table.
    /// </summary>
    private void EmitLeave(int value, Opcode opcode)
    {
        if (opcode == Opcode.Return && _contexts.Find(context => context is ErrorInfoContext) is ErrorInfoContext outermost)
        {
            _builder.Emit(Opcode.SetErrorInfo, outermost.Register);
        }

        _builder.Emit(opcode, value);
    }

    /// <summary>
    /// Leaves the contexts from an index up, innermost first: handlers end, ensure bodies run, $! is restored. Then emits
    /// the jump; behind it everything is as before.
    /// </summary>
    private void LeaveContexts(int index, Action emitJump)
    {
        List<ControlContext> left = _contexts[index..];
        List<ProtectedRegion> closed = [];
        for (int i = left.Count - 1; i >= 0; i--)
        {
            _contexts.RemoveAt(_contexts.Count - 1);
            switch (left[i])
            {
                case ErrorInfoContext info:
                    _builder.Emit(Opcode.SetErrorInfo, info.Register);
                    break;
                case ProtectedRegion region:
                    if (region.Close(_builder))
                    {
                        closed.Add(region);
                    }

                    if (region.IsEnsure)
                    {
                        Lower(region.EnsureBody, Unused);
                    }

                    break;
            }
        }

        emitJump();
        _contexts.AddRange(left);
        foreach (ProtectedRegion region in closed)
        {
            region.Open(_builder);
        }
    }
}

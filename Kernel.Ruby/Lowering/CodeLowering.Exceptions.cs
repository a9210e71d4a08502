using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>begin, rescue, else, ensure.</summary>
internal sealed partial class CodeLowering
{
    private void LowerBegin(BeginNode begin, int destination)
    {
        if (begin.EnsureClause is null)
        {
            LowerRescue(begin, destination);
            return;
        }

        LowerEnsure(begin, begin.EnsureClause.Statements, destination < 0 ? Unused : Workplace(destination), destination);
    }

    private void LowerEnsure(BeginNode begin, StatementsNode? ensureBody, int result, int destination)
    {
        int unwinding = _builder.Take();
        int saved = NodeQueries.Jumps(ensureBody) ? _builder.Take() : Unused;
        if (saved >= 0)
        {
            _builder.Emit(Opcode.GetErrorInfo, saved);
        }

        ProtectedRegion region = new(unwinding, isEnsure: true, ensureBody);
        region.Open(_builder);
        _contexts.Add(region);
        LowerRescue(begin, result);
        _contexts.RemoveAt(_contexts.Count - 1);
        region.Close(_builder);

        Lower(ensureBody, Unused);
        Label end = new();
        _builder.EmitJump(Opcode.Jump, 0, end);
        _builder.Mark(region.Handler);
        if (saved >= 0)
        {
            LowerHandling(saved, () => Lower(ensureBody, Unused));
        }
        else
        {
            Lower(ensureBody, Unused);
        }

        _builder.Emit(Opcode.EndEnsure, unwinding);
        _builder.Mark(end);
        Move(destination, result);
        region.Register(_builder);
    }

    private void LowerRescue(BeginNode begin, int destination)
    {
        if (begin.RescueClause is null)
        {
            Lower(begin.Statements, begin.ElseClause is null ? destination : Unused);
            if (begin.ElseClause is not null)
            {
                Lower(begin.ElseClause, destination);
            }

            return;
        }

        LowerProtected(
            result => Lower(begin.Statements, begin.ElseClause is null ? result : Unused),
            begin.ElseClause,
            (error, result, taken) => LowerRescueClauses(begin.RescueClause, error, result, taken),
            destination);
    }

    private void LowerRescueModifier(RescueModifierNode rescue, int destination) =>
        LowerProtected(
            result => Lower(rescue.Expression, result),
            null,
            (error, result, taken) =>
            {
                Label match = new();
                Label next = new();
                BranchIfStandardError(error, match);
                _builder.EmitJump(Opcode.Jump, 0, next);
                _builder.Mark(match);
                Lower(rescue.RescueExpression, result);
                taken();
                _builder.Mark(next);
            },
            destination);

    /// <summary>
    /// Code with a rescue handler. <paramref name="handle"/> tests the exception in a register and calls its last argument
    /// behind each clause; where it comes out, the exception goes on.
    /// </summary>
    private void LowerProtected(Action<int> lowerBody, ElseNode? otherwise, Action<int, int, Action> handle, int destination)
    {
        int saved = _builder.Take();
        int error = _builder.Take();
        _builder.Emit(Opcode.GetErrorInfo, saved);
        Label start = _builder.Here();
        ProtectedRegion region = new(error, isEnsure: false, null);
        region.Open(_builder);
        _contexts.Add(region);
        lowerBody(destination);
        _contexts.RemoveAt(_contexts.Count - 1);
        region.Close(_builder);
        if (otherwise is not null)
        {
            Lower(otherwise, destination);
        }

        Label end = new();
        _builder.EmitJump(Opcode.Jump, 0, end);
        _builder.Mark(region.Handler);
        _contexts.Add(new RetryContext(start));
        LowerHandling(saved, () => handle(error, destination, () =>
        {
            _builder.Emit(Opcode.SetErrorInfo, saved);
            _builder.EmitJump(Opcode.Jump, 0, end);
        }));
        _contexts.RemoveAt(_contexts.Count - 1);
        _builder.Emit(Opcode.Rethrow, error);
        _builder.Mark(end);
        region.Register(_builder);
    }

    /// <summary>Code in which $! is an exception being handled: whatever leaves it restores what $! was.</summary>
    private void LowerHandling(int saved, Action lower)
    {
        Label start = _builder.Here();
        _contexts.Add(new ErrorInfoContext(saved));
        lower();
        _contexts.RemoveAt(_contexts.Count - 1);
        Label end = _builder.Here();
        _builder.AddHandler(start, end, end, saved, HandlerKind.ErrorInfo);
    }

    private void LowerRescueClauses(RescueNode clauses, int error, int destination, Action taken)
    {
        for (RescueNode? clause = clauses; clause is not null; clause = clause.Subsequent)
        {
            Label match = new();
            Label next = new();
            SetLine(clause);
            if (clause.Exceptions.Length == 0)
            {
                BranchIfStandardError(error, match);
            }

            foreach (Node condition in clause.Exceptions)
            {
                LowerExceptionTest(condition, error, match);
            }

            _builder.EmitJump(Opcode.Jump, 0, next);
            _builder.Mark(match);
            if (clause.Reference is not null)
            {
                AssignTarget(clause.Reference, error);
            }

            Lower(clause.Statements, destination);
            taken();
            _builder.Mark(next);
        }
    }

    /// <summary>What is not a constant may be no class: that is an error of its own.</summary>
    private void LowerExceptionTest(Node condition, int error, Label match)
    {
        if (condition is ConstantReadNode or ConstantPathNode or SplatNode)
        {
            LowerWhen(condition, error, match);
            return;
        }

        int mark = _builder.NextRegister;
        int test = _builder.Take();
        int candidate = Operand(condition);
        Label isModule = new();
        _builder.Load(test, _unit.Vm.Classes.Module);
        _builder.Emit(Opcode.CaseEqual, test, test, candidate);
        _builder.EmitJump(Opcode.JumpIf, test, isModule);
        LoadText("class or module required for rescue clause", test);
        Raise(_unit.Vm.Classes.TypeError, test);
        _builder.Mark(isModule);
        _builder.Emit(Opcode.CaseEqual, test, candidate, error);
        _builder.EmitJump(Opcode.JumpIf, test, match);
        _builder.ReleaseTo(mark);
    }

    private void BranchIfStandardError(int error, Label match)
    {
        int mark = _builder.NextRegister;
        int test = _builder.Take();
        _builder.Load(test, _unit.Vm.Classes.StandardError);
        _builder.Emit(Opcode.CaseEqual, test, test, error);
        _builder.EmitJump(Opcode.JumpIf, test, match);
        _builder.ReleaseTo(mark);
    }
}

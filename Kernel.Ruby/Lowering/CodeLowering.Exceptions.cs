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
        int unwinding = builder.Take();
        int saved = NodeQueries.Jumps(ensureBody) ? builder.Take() : Unused;
        if (saved >= 0)
        {
            builder.Emit(Opcode.GetErrorInfo, saved);
        }

        ProtectedRegion region = new(unwinding, isEnsure: true, ensureBody);
        region.Open(builder);
        contexts.Add(region);
        LowerRescue(begin, result);
        contexts.RemoveAt(contexts.Count - 1);
        region.Close(builder);

        Lower(ensureBody, Unused);
        Label end = new();
        builder.EmitJump(Opcode.Jump, 0, end);
        builder.Mark(region.Handler);
        if (saved >= 0)
        {
            contexts.Add(new ErrorInfoContext(saved));
        }

        Lower(ensureBody, Unused);
        if (saved >= 0)
        {
            contexts.RemoveAt(contexts.Count - 1);
        }

        builder.Emit(Opcode.EndEnsure, unwinding);
        builder.Mark(end);
        Move(destination, result);
        region.Register(builder);
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
                builder.EmitJump(Opcode.Jump, 0, next);
                builder.Mark(match);
                Lower(rescue.RescueExpression, result);
                taken();
                builder.Mark(next);
            },
            destination);

    /// <summary>
    /// Code with a rescue handler. <paramref name="handle"/> tests the exception in a register and calls its last argument
    /// behind each clause; where it comes out, the exception goes on.
    /// </summary>
    private void LowerProtected(Action<int> lowerBody, ElseNode? otherwise, Action<int, int, Action> handle, int destination)
    {
        int saved = builder.Take();
        int error = builder.Take();
        builder.Emit(Opcode.GetErrorInfo, saved);
        Label start = builder.Here();
        ProtectedRegion region = new(error, isEnsure: false, null);
        region.Open(builder);
        contexts.Add(region);
        lowerBody(destination);
        contexts.RemoveAt(contexts.Count - 1);
        region.Close(builder);
        if (otherwise is not null)
        {
            Lower(otherwise, destination);
        }

        Label end = new();
        builder.EmitJump(Opcode.Jump, 0, end);
        builder.Mark(region.Handler);
        contexts.Add(new RetryContext(start));
        contexts.Add(new ErrorInfoContext(saved));
        handle(error, destination, () =>
        {
            builder.Emit(Opcode.SetErrorInfo, saved);
            builder.EmitJump(Opcode.Jump, 0, end);
        });
        contexts.RemoveRange(contexts.Count - 2, 2);
        builder.Emit(Opcode.Rethrow, error);
        builder.Mark(end);
        region.Register(builder);
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

            builder.EmitJump(Opcode.Jump, 0, next);
            builder.Mark(match);
            if (clause.Reference is not null)
            {
                AssignTarget(clause.Reference, error);
            }

            Lower(clause.Statements, destination);
            taken();
            builder.Mark(next);
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

        int mark = builder.NextRegister;
        int test = builder.Take();
        int candidate = Operand(condition);
        Label isModule = new();
        builder.Load(test, unit.Vm.Classes.Module);
        builder.Emit(Opcode.CaseEqual, test, test, candidate);
        builder.EmitJump(Opcode.JumpIf, test, isModule);
        LoadText("class or module required for rescue clause", test);
        Raise(unit.Vm.Classes.TypeError, test);
        builder.Mark(isModule);
        builder.Emit(Opcode.CaseEqual, test, candidate, error);
        builder.EmitJump(Opcode.JumpIf, test, match);
        builder.ReleaseTo(mark);
    }

    private void BranchIfStandardError(int error, Label match)
    {
        int mark = builder.NextRegister;
        int test = builder.Take();
        builder.Load(test, unit.Vm.Classes.StandardError);
        builder.Emit(Opcode.CaseEqual, test, test, error);
        builder.EmitJump(Opcode.JumpIf, test, match);
        builder.ReleaseTo(mark);
    }
}

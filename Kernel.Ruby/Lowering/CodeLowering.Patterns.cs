using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>
/// Pattern matching. A pattern is code that falls through when the subject matches and jumps to a label when not. What a
/// lone pattern did not like goes into the error, so then a description is built on the way to the label.
/// </summary>
internal sealed partial class CodeLowering
{
    private PatternFailure? failure;
    private int cachedSubject = -1;
    private int cachedParts;

    private void LowerCaseMatch(CaseMatchNode choice, int destination)
    {
        int subject = builder.Take();
        Lower(choice.Predicate, subject);
        (PatternFailure?, int, int) outer = BeginMatch(subject, choice.ElseClause is null && choice.Conditions.Length == 1);
        Label end = new();
        foreach (InNode condition in choice.Conditions)
        {
            Label next = new();
            int mark = builder.NextRegister;
            SetLine(condition);
            LowerPattern(condition.Pattern, subject, next);
            builder.ReleaseTo(mark);
            (PatternFailure?, int, int) own = (failure, cachedSubject, cachedParts);
            (failure, cachedSubject) = (null, -1);
            Lower(condition.Statements, destination);
            (failure, cachedSubject, cachedParts) = own;
            builder.EmitJump(Opcode.Jump, 0, end);
            builder.Mark(next);
        }

        if (choice.ElseClause is not null)
        {
            Lower(choice.ElseClause, destination);
        }
        else
        {
            SetLine(choice);
            RaiseNoMatch(subject);
        }

        (failure, cachedSubject, cachedParts) = outer;
        builder.Mark(end);
    }

    private void LowerMatchPredicate(MatchPredicateNode match, int destination)
    {
        int subject = builder.Take();
        Lower(match.Value, subject);
        (PatternFailure?, int, int) outer = BeginMatch(subject, describes: false);
        Label fail = new();
        Label end = new();
        LowerPattern(match.Pattern, subject, fail);
        Load(destination, Value.True);
        builder.EmitJump(Opcode.Jump, 0, end);
        builder.Mark(fail);
        Load(destination, Value.False);
        builder.Mark(end);
        (failure, cachedSubject, cachedParts) = outer;
    }

    private void LowerMatchRequired(MatchRequiredNode match, int destination)
    {
        int subject = builder.Take();
        Lower(match.Value, subject);
        (PatternFailure?, int, int) outer = BeginMatch(subject, describes: true);
        Label fail = new();
        Label end = new();
        LowerPattern(match.Pattern, subject, fail);
        builder.EmitJump(Opcode.Jump, 0, end);
        builder.Mark(fail);
        SetLine(match);
        RaiseNoMatch(subject);
        builder.Mark(end);
        LoadNil(destination);
        (failure, cachedSubject, cachedParts) = outer;
    }

    /// <summary>Prepares a match; answers what the match around it had.</summary>
    private (PatternFailure? Failure, int Subject, int Parts) BeginMatch(int subject, bool describes)
    {
        (PatternFailure?, int, int) outer = (failure, cachedSubject, cachedParts);
        failure = null;
        if (describes)
        {
            failure = new PatternFailure(builder.Take(), builder.Take(), builder.Take());
            builder.Emit(Opcode.LoadUndefined, failure.Key);
        }

        cachedSubject = subject;
        cachedParts = builder.Take();
        builder.Emit(Opcode.LoadUndefined, cachedParts);
        return outer;
    }

    private void LowerPattern(Node pattern, int subject, Label fail)
    {
        int mark = builder.NextRegister;
        switch (pattern)
        {
            case ImplicitNode shorthand: LowerPattern(shorthand.Value, subject, fail); break;
            case ParenthesesNode { Body: StatementsNode { Body: [var inside] } }: LowerPattern(inside, subject, fail); break;
            case ParenthesesNode { Body: { } inside }: LowerPattern(inside, subject, fail); break;
            case IfNode { Statements.Body: [var guarded] } guard: LowerGuard(guarded, guard.Predicate, true, subject, fail); break;
            case UnlessNode { Statements.Body: [var guarded] } guard: LowerGuard(guarded, guard.Predicate, false, subject, fail); break;
            case LocalVariableTargetNode target: WriteLocal(target.Name, target.Depth, subject); break;
            case CapturePatternNode capture:
                LowerPattern(capture.Value, subject, fail);
                WriteLocal(capture.Target.Name, capture.Target.Depth, subject);
                break;
            case AlternationPatternNode alternation: LowerAlternation(alternation, subject, fail); break;
            case ArrayPatternNode array: LowerArrayPattern(array, subject, fail); break;
            case FindPatternNode find: LowerFindPattern(find, subject, fail); break;
            case HashPatternNode hash: LowerHashPattern(hash, subject, fail); break;
            case PinnedVariableNode pinned: LowerValuePattern(pinned.Variable, subject, fail); break;
            case PinnedExpressionNode pinned: LowerValuePattern(pinned.Expression, subject, fail); break;
            default: LowerValuePattern(pattern, subject, fail); break;
        }

        builder.ReleaseTo(mark);
    }

    private void LowerGuard(Node pattern, Node predicate, bool when, int subject, Label fail)
    {
        LowerPattern(pattern, subject, fail);
        if (failure is null)
        {
            Branch(predicate, fail, !when);
            return;
        }

        Label holds = new();
        Branch(predicate, holds, when);
        Fail(fail, "guard clause does not return true");
        builder.Mark(holds);
    }

    private void LowerAlternation(AlternationPatternNode alternation, int subject, Label fail)
    {
        Label second = new();
        Label end = new();
        LowerPattern(alternation.Left, subject, second);
        builder.EmitJump(Opcode.Jump, 0, end);
        builder.Mark(second);
        LowerPattern(alternation.Right, subject, fail);
        builder.Mark(end);
    }

    private void LowerValuePattern(Node value, int subject, Label fail)
    {
        int mark = builder.NextRegister;
        int pattern = Operand(value);
        int test = builder.Take();
        builder.Emit(Opcode.CaseEqual, test, pattern, subject);
        FailUnless(test, fail, pattern, " === ", subject, " does not return true");
        builder.ReleaseTo(mark);
    }

    /// <summary>Jumps to the label unless a register is true. The rest describes the failure: registers are inspected.</summary>
    private void FailUnless(int test, Label fail, params object[] description)
    {
        if (failure is null)
        {
            builder.EmitJump(Opcode.JumpUnless, test, fail);
            return;
        }

        Label holds = new();
        builder.EmitJump(Opcode.JumpIf, test, holds);
        Fail(fail, description);
        builder.Mark(holds);
    }

    /// <summary>Jumps to the label, with a description for the error.</summary>
    private void Fail(Label fail, params object[] description)
    {
        if (failure is not null)
        {
            int mark = builder.NextRegister;
            int first = builder.TakeMany(description.Length);
            for (int i = 0; i < description.Length; i++)
            {
                if (description[i] is int register)
                {
                    SendTo(first + i, "inspect", register);
                }
                else
                {
                    LoadText((string)description[i], first + i);
                }
            }

            builder.Emit(Opcode.ConcatStrings, failure.Description, first, description.Length);
            builder.ReleaseTo(mark);
        }

        builder.EmitJump(Opcode.Jump, 0, fail);
    }

    private void LoadText(string text, int register) =>
        builder.Load(register, unit.FrozenString(System.Text.Encoding.UTF8.GetBytes(text), StringEncoding.Utf8));

    /// <summary>NoMatchingPatternError, or NoMatchingPatternKeyError when a lone pattern missed a key.</summary>
    private void RaiseNoMatch(int subject)
    {
        int mark = builder.NextRegister;
        int message = builder.TakeMany(3);
        SendTo(message, "inspect", subject);
        if (failure is null)
        {
            Raise(unit.Vm.Classes.NoMatchingPatternError, message);
            builder.ReleaseTo(mark);
            return;
        }

        LoadText(": ", message + 1);
        Move(message + 2, failure.Description);
        builder.Emit(Opcode.ConcatStrings, message, message, 3);
        Label hasKey = new();
        builder.EmitJump(Opcode.JumpGiven, failure.Key, hasKey);
        Raise(unit.Vm.Classes.NoMatchingPatternError, message);
        builder.Mark(hasKey);
        int window = builder.TakeMany(4);
        int error = window;
        builder.Load(window, unit.Vm.Classes.NoMatchingPatternKeyError);
        Move(window + 2, message);
        int first = builder.NextRegister;
        builder.Load(builder.Take(), unit.Symbol("matchee"));
        Move(builder.Take(), failure.Matchee);
        builder.Load(builder.Take(), unit.Symbol("key"));
        Move(builder.Take(), failure.Key);
        builder.Emit(Opcode.NewHash, window + 3, first, 2);
        builder.ReleaseTo(first);
        Send(error, "new", window, 2, Gem.Vm.Bytecode.CallFlags.Keywords);
        SendTo(Unused, "raise", 0, error);
        builder.ReleaseTo(mark);
    }

    private void Raise(ClassObject error, int message)
    {
        int mark = builder.NextRegister;
        int register = builder.Take();
        builder.Load(register, error);
        SendTo(Unused, "raise", 0, register, message);
        builder.ReleaseTo(mark);
    }
}

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
    private PatternFailure? _failure;
    private int _cachedSubject = -1;
    private int _cachedParts;

    private void LowerCaseMatch(CaseMatchNode choice, int destination)
    {
        int subject = _builder.Take();
        Lower(choice.Predicate, subject);
        (PatternFailure?, int, int) outer = BeginMatch(subject, choice.ElseClause is null && choice.Conditions.Length == 1);
        Label end = new();
        foreach (InNode condition in choice.Conditions)
        {
            Label next = new();
            int mark = _builder.NextRegister;
            SetLine(condition);
            LowerPattern(condition.Pattern, subject, next);
            _builder.ReleaseTo(mark);
            (PatternFailure?, int, int) own = (_failure, _cachedSubject, _cachedParts);
            (_failure, _cachedSubject) = (null, -1);
            Lower(condition.Statements, destination);
            (_failure, _cachedSubject, _cachedParts) = own;
            _builder.EmitJump(Opcode.Jump, 0, end);
            _builder.Mark(next);
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

        (_failure, _cachedSubject, _cachedParts) = outer;
        _builder.Mark(end);
    }

    private void LowerMatchPredicate(MatchPredicateNode match, int destination)
    {
        int subject = _builder.Take();
        Lower(match.Value, subject);
        (PatternFailure?, int, int) outer = BeginMatch(subject, describes: false);
        Label fail = new();
        Label end = new();
        LowerPattern(match.Pattern, subject, fail);
        Load(destination, Value.True);
        _builder.EmitJump(Opcode.Jump, 0, end);
        _builder.Mark(fail);
        Load(destination, Value.False);
        _builder.Mark(end);
        (_failure, _cachedSubject, _cachedParts) = outer;
    }

    private void LowerMatchRequired(MatchRequiredNode match, int destination)
    {
        int subject = _builder.Take();
        Lower(match.Value, subject);
        (PatternFailure?, int, int) outer = BeginMatch(subject, describes: true);
        Label fail = new();
        Label end = new();
        LowerPattern(match.Pattern, subject, fail);
        _builder.EmitJump(Opcode.Jump, 0, end);
        _builder.Mark(fail);
        SetLine(match);
        RaiseNoMatch(subject);
        _builder.Mark(end);
        LoadNil(destination);
        (_failure, _cachedSubject, _cachedParts) = outer;
    }

    /// <summary>Prepares a match; answers what the match around it had.</summary>
    private (PatternFailure? Failure, int Subject, int Parts) BeginMatch(int subject, bool describes)
    {
        (PatternFailure?, int, int) outer = (_failure, _cachedSubject, _cachedParts);
        _failure = null;
        if (describes)
        {
            _failure = new PatternFailure(_builder.Take(), _builder.Take(), _builder.Take());
            _builder.Emit(Opcode.LoadUndefined, _failure.Key);
        }

        _cachedSubject = subject;
        _cachedParts = _builder.Take();
        _builder.Emit(Opcode.LoadUndefined, _cachedParts);
        return outer;
    }

    private void LowerPattern(Node pattern, int subject, Label fail)
    {
        int mark = _builder.NextRegister;
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

        _builder.ReleaseTo(mark);
    }

    private void LowerGuard(Node pattern, Node predicate, bool when, int subject, Label fail)
    {
        LowerPattern(pattern, subject, fail);
        if (_failure is null)
        {
            Branch(predicate, fail, !when);
            return;
        }

        Label holds = new();
        Branch(predicate, holds, when);
        Fail(fail, "guard clause does not return true");
        _builder.Mark(holds);
    }

    private void LowerAlternation(AlternationPatternNode alternation, int subject, Label fail)
    {
        Label second = new();
        Label end = new();
        LowerPattern(alternation.Left, subject, second);
        _builder.EmitJump(Opcode.Jump, 0, end);
        _builder.Mark(second);
        LowerPattern(alternation.Right, subject, fail);
        _builder.Mark(end);
    }

    private void LowerValuePattern(Node value, int subject, Label fail)
    {
        int mark = _builder.NextRegister;
        int pattern = Operand(value);
        int test = _builder.Take();
        _builder.Emit(Opcode.CaseEqual, test, pattern, subject);
        FailUnless(test, fail, pattern, " === ", subject, " does not return true");
        _builder.ReleaseTo(mark);
    }

    /// <summary>Jumps to the label unless a register is true. The rest describes the failure: registers are inspected.</summary>
    private void FailUnless(int test, Label fail, params object[] description)
    {
        if (_failure is null)
        {
            _builder.EmitJump(Opcode.JumpUnless, test, fail);
            return;
        }

        Label holds = new();
        _builder.EmitJump(Opcode.JumpIf, test, holds);
        Fail(fail, description);
        _builder.Mark(holds);
    }

    /// <summary>Jumps to the label, with a description for the error.</summary>
    private void Fail(Label fail, params object[] description)
    {
        if (_failure is not null)
        {
            int mark = _builder.NextRegister;
            int first = _builder.TakeMany(description.Length);
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

            _builder.Emit(Opcode.ConcatStrings, _failure.Description, first, description.Length);
            _builder.ReleaseTo(mark);
        }

        _builder.EmitJump(Opcode.Jump, 0, fail);
    }

    private void LoadText(string text, int register) =>
        _builder.Load(register, _unit.FrozenString(System.Text.Encoding.UTF8.GetBytes(text), StringEncoding.Utf8));

    /// <summary>NoMatchingPatternError, or NoMatchingPatternKeyError when a lone pattern missed a key.</summary>
    private void RaiseNoMatch(int subject)
    {
        int mark = _builder.NextRegister;
        int message = _builder.TakeMany(3);
        SendTo(message, "inspect", subject);
        if (_failure is null)
        {
            Raise(_unit.Vm.Classes.NoMatchingPatternError, message);
            _builder.ReleaseTo(mark);
            return;
        }

        LoadText(": ", message + 1);
        Move(message + 2, _failure.Description);
        _builder.Emit(Opcode.ConcatStrings, message, message, 3);
        Label hasKey = new();
        _builder.EmitJump(Opcode.JumpGiven, _failure.Key, hasKey);
        Raise(_unit.Vm.Classes.NoMatchingPatternError, message);
        _builder.Mark(hasKey);
        int window = _builder.TakeMany(4);
        int error = window;
        _builder.Load(window, _unit.Vm.Classes.NoMatchingPatternKeyError);
        Move(window + 2, message);
        int first = _builder.NextRegister;
        _builder.Load(_builder.Take(), _unit.Symbol("matchee"));
        Move(_builder.Take(), _failure.Matchee);
        _builder.Load(_builder.Take(), _unit.Symbol("key"));
        Move(_builder.Take(), _failure.Key);
        _builder.Emit(Opcode.NewHash, window + 3, first, 2);
        _builder.ReleaseTo(first);
        Send(error, "new", window, 2, Gem.Vm.Bytecode.CallFlags.Keywords);
        SendTo(Unused, "raise", 0, error);
        _builder.ReleaseTo(mark);
    }

    private void Raise(ClassObject error, int message)
    {
        int mark = _builder.NextRegister;
        int register = _builder.Take();
        _builder.Load(register, error);
        SendTo(Unused, "raise", 0, register, message);
        _builder.ReleaseTo(mark);
    }
}

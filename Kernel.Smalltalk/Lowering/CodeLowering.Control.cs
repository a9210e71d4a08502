using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Values;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Lowering;

/// <summary>Sends with blocks in place of branches and loops. A target of -1 means that nobody wants the value.</summary>
internal sealed partial class CodeLowering
{
    private void EmitInlined(SendNode send, int target)
    {
        int saved = _builder.NextRegister;
        IReadOnlyList<Node> arguments = send.Message.Arguments;
        switch (send.Message.Selector)
        {
            case "ifTrue:":
                EmitConditional(send.Receiver, true, (BlockNode)arguments[0], null, target);
                break;
            case "ifFalse:":
                EmitConditional(send.Receiver, false, (BlockNode)arguments[0], null, target);
                break;
            case "ifTrue:ifFalse:":
                EmitConditional(send.Receiver, true, (BlockNode)arguments[0], (BlockNode)arguments[1], target);
                break;
            case "ifFalse:ifTrue:":
                EmitConditional(send.Receiver, false, (BlockNode)arguments[0], (BlockNode)arguments[1], target);
                break;
            case "and:":
                EmitLogic(send.Receiver, (BlockNode)arguments[0], Opcode.JumpFalse, target);
                break;
            case "or:":
                EmitLogic(send.Receiver, (BlockNode)arguments[0], Opcode.JumpTrue, target);
                break;
            case "ifNil:":
                EmitNilTest(send.Receiver, (BlockNode)arguments[0], null, target);
                break;
            case "ifNotNil:":
                EmitNilTest(send.Receiver, null, (BlockNode)arguments[0], target);
                break;
            case "ifNil:ifNotNil:":
                EmitNilTest(send.Receiver, (BlockNode)arguments[0], (BlockNode)arguments[1], target);
                break;
            case "ifNotNil:ifNil:":
                EmitNilTest(send.Receiver, (BlockNode)arguments[1], (BlockNode)arguments[0], target);
                break;
            default:
                EmitLoop(send, target);
                break;
        }

        _builder.ReleaseTo(saved);
    }

    /// <summary>The body of an inlined block; its value goes to the target, if one is given.</summary>
    private void EmitInPlace(BlockNode block, int target)
    {
        VariableScope outer = _scope;
        int saved = _builder.NextRegister;
        _scope = _analysis.ScopeOf(block);
        DeclareTemporaries(block.Body, isFresh: false);
        if (target >= 0)
        {
            EmitSequenceValue(block.Body, target);
        }
        else
        {
            EmitStatements(block.Body.Statements, 0);
        }

        _builder.ReleaseTo(saved);
        _scope = outer;
    }

    private void EmitConditional(Node condition, bool wanted, BlockNode then, BlockNode? otherwise, int target)
    {
        var @else = new Label();
        var end = new Label();
        EmitCondition(condition, @else, !wanted);
        EmitInPlace(then, target);
        if (otherwise is not null || target >= 0)
        {
            _builder.EmitJump(Opcode.Jump, 0, end);
        }

        _builder.Mark(@else);
        if (otherwise is not null)
        {
            EmitInPlace(otherwise, target);
        }
        else if (target >= 0)
        {
            _builder.Emit(Opcode.LoadNil, target);
        }

        _builder.Mark(end);
    }

    /// <summary>Jumps when a condition has a value, else goes on.</summary>
    private void EmitCondition(Node condition, Label label, bool jumpsWhen)
    {
        int saved = _builder.NextRegister;
        if (condition is SendNode send)
        {
            _builder.SetLine(_source.LineOf(send.Span.Start));
            if (EmitFusedCondition(send, label, jumpsWhen))
            {
                _builder.ReleaseTo(saved);
                return;
            }
        }

        int value = Operand(condition, isStable: true);
        _builder.EmitJump(jumpsWhen ? Opcode.JumpTrue : Opcode.JumpFalse, value, label);
        _builder.ReleaseTo(saved);
    }

    /// <summary>Conditions without a Boolean in a register: comparisons, nil tests, and: and or: within.</summary>
    private bool EmitFusedCondition(SendNode send, Label label, bool jumpsWhen)
    {
        MessageNode message = send.Message;
        if (message.Environment != 0 || message.IsRubyNamed || send.Receiver.Kind == NodeKind.Super)
        {
            return false;
        }

        switch (message.Selector)
        {
            case "isNil" or "notNil":
                int tested = Operand(send.Receiver, isStable: true);
                _builder.EmitJump((message.Selector == "isNil") == jumpsWhen ? Opcode.JumpNil : Opcode.JumpNotNil, tested, label);
                return true;
            case "<" or "<=" or "=":
                int left = Operand(send.Receiver, !Assigns(message.Arguments[0]));
                int right = Operand(message.Arguments[0], isStable: true);
                _builder.EmitCompareJump(CompareJump(message.Selector, jumpsWhen), left, right, label);
                return true;
            case "and:" or "or:" when _analysis.IsInlined(send) && IsSingleExpression((BlockNode)message.Arguments[0]):
                EmitLogicalCondition(send, label, jumpsWhen);
                return true;
            default:
                return false;
        }
    }

    private void EmitLogicalCondition(SendNode send, Label label, bool jumpsWhen)
    {
        bool isAnd = send.Message.Selector == "and:";
        var block = (BlockNode)send.Message.Arguments[0];
        VariableScope outer = _scope;
        if (isAnd == jumpsWhen)
        {
            var skip = new Label();
            EmitCondition(send.Receiver, skip, !isAnd);
            _scope = _analysis.ScopeOf(block);
            EmitCondition(block.Body.Statements[0], label, jumpsWhen);
            _builder.Mark(skip);
        }
        else
        {
            EmitCondition(send.Receiver, label, jumpsWhen);
            _scope = _analysis.ScopeOf(block);
            EmitCondition(block.Body.Statements[0], label, jumpsWhen);
        }

        _scope = outer;
    }

    private static bool IsSingleExpression(BlockNode block) =>
        block.Body.Temporaries.Count == 0 && block.Body.Statements.Count == 1 && block.Body.Statements[0] is not ReturnNode;

    private static Opcode CompareJump(string selector, bool jumpsWhen) => (selector, jumpsWhen) switch
    {
        ("<", true) => Opcode.JumpLess,
        ("<", false) => Opcode.JumpNotLess,
        ("<=", true) => Opcode.JumpLessEqual,
        ("<=", false) => Opcode.JumpNotLessEqual,
        ("=", true) => Opcode.JumpEqual,
        _ => Opcode.JumpNotEqual,
    };

    private void EmitLogic(Node receiver, BlockNode block, Opcode jump, int target)
    {
        int value = target >= 0 ? target : _builder.Take();
        var end = new Label();
        ValueInto(receiver, value);
        _builder.EmitJump(jump, value, end);
        EmitInPlace(block, value);
        _builder.Mark(end);
    }

    private void EmitNilTest(Node receiver, BlockNode? ifNil, BlockNode? ifNotNil, int target)
    {
        var nil = new Label();
        var end = new Label();
        int value = _builder.Take();
        ValueInto(receiver, value);
        _builder.EmitJump(Opcode.JumpNil, value, nil);
        if (ifNotNil is not null)
        {
            BindTested(ifNotNil, value);
            EmitInPlace(ifNotNil, target);
        }
        else if (target >= 0)
        {
            EmitMove(target, value);
        }

        _builder.EmitJump(Opcode.Jump, 0, end);
        _builder.Mark(nil);
        if (ifNil is not null)
        {
            EmitInPlace(ifNil, target);
        }
        else if (target >= 0)
        {
            _builder.Emit(Opcode.LoadNil, target);
        }

        _builder.Mark(end);
    }

    /// <summary>The argument of an ifNotNil: block is the value that was tested.</summary>
    private void BindTested(BlockNode block, int value)
    {
        if (block.Parameters.Count == 0)
        {
            return;
        }

        VariableScope inner = _analysis.ScopeOf(block);
        ScopedVariable parameter = inner.Own(block.Parameters[0].Name);
        parameter.Register = value;
        if (parameter.IsCaptured)
        {
            _builder.Emit(Opcode.SetCaptured, value, inner.DepthOf(parameter), parameter.Index);
        }
    }

    private void EmitLoop(SendNode send, int target)
    {
        IReadOnlyList<Node> arguments = send.Message.Arguments;
        switch (send.Message.Selector)
        {
            case "whileTrue:" or "whileFalse:" or "whileTrue" or "whileFalse":
                bool wanted = send.Message.Selector.StartsWith("whileTrue", StringComparison.Ordinal);
                EmitWhile((BlockNode)send.Receiver, wanted, arguments.Count == 0 ? null : (BlockNode)arguments[0], target);
                break;
            case "repeat":
                Label start = _builder.Here();
                EmitInPlace((BlockNode)send.Receiver, -1);
                _builder.EmitJump(Opcode.Loop, 0, start);
                break;
            case "timesRepeat:":
                EmitCount(send.Receiver, null, 1, (BlockNode)arguments[0], target);
                break;
            case "to:do:":
                EmitCount(send.Receiver, arguments[0], 1, (BlockNode)arguments[1], target);
                break;
            default:
                EmitCount(send.Receiver, arguments[0], (int)((IntegerNode)arguments[1]).Value, (BlockNode)arguments[2], target);
                break;
        }
    }

    private void EmitWhile(BlockNode condition, bool wanted, BlockNode? body, int target)
    {
        var end = new Label();
        Label start = _builder.Here();
        VariableScope outer = _scope;
        int saved = _builder.NextRegister;
        _scope = _analysis.ScopeOf(condition);
        if (IsSingleExpression(condition))
        {
            EmitCondition(condition.Body.Statements[0], end, !wanted);
        }
        else
        {
            int value = _builder.Take();
            DeclareTemporaries(condition.Body, isFresh: false);
            EmitSequenceValue(condition.Body, value);
            _builder.EmitJump(wanted ? Opcode.JumpFalse : Opcode.JumpTrue, value, end);
        }

        _builder.ReleaseTo(saved);
        _scope = outer;
        if (body is not null)
        {
            EmitInPlace(body, -1);
        }

        _builder.EmitJump(Opcode.Loop, 0, start);
        _builder.Mark(end);
        if (target >= 0)
        {
            _builder.Emit(Opcode.LoadNil, target);
        }
    }

    /// <summary>to:do: and its kin; without a limit, the receiver says how many rounds. The value is the receiver.</summary>
    private void EmitCount(Node receiver, Node? limitNode, int step, BlockNode body, int target)
    {
        int start = _builder.Take();
        int counter = _builder.Take();
        int limit = _builder.Take();
        ValueInto(receiver, start);
        if (limitNode is null)
        {
            _builder.Load(counter, Value.FromInteger(1));
            _builder.Emit(Opcode.Move, limit, start);
        }
        else
        {
            _builder.Emit(Opcode.Move, counter, start);
            ValueInto(limitNode, limit);
            _analysis.ScopeOf(body).Own(body.Parameters[0].Name).Register = counter;
        }

        var end = new Label();
        Label loop = _builder.Here();
        _builder.EmitCompareJump(step > 0 ? Opcode.JumpNotLessEqual : Opcode.JumpLess, counter, limit, end);
        EmitInPlace(body, -1);
        _builder.Emit(step > 0 ? Opcode.AddInteger : Opcode.SubtractInteger, counter, counter, Math.Abs(step));
        _builder.EmitJump(Opcode.Loop, 0, loop);
        _builder.Mark(end);
        if (target >= 0)
        {
            _builder.Emit(Opcode.Move, target, start);
        }
    }
}

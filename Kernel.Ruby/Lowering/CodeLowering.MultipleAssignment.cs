using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;
using SendFlags = Gem.Vm.Bytecode.CallFlags;

namespace Kernel.Ruby.Lowering;

/// <summary>Multiple assignment and its targets.</summary>
internal sealed partial class CodeLowering
{
    private void LowerMultiWrite(MultiWriteNode write, int destination)
    {
        AssignmentTarget targets = EvaluateParts(write.Lefts, write.Rest, write.Rights);
        if (!targets.HasSplat && HasElements(write.Value, targets.Parts.Length))
        {
            LowerParallel(targets, write.Value, destination);
            return;
        }

        int value = Workplace(destination);
        Lower(write.Value, value);
        Spread(targets, value);
        Move(destination, value);
    }

    /// <summary><c>a, b = x, y</c> and <c>a, b = c ? [x, y] : [y, x]</c>: as many values as targets, so no array unless somebody wants it.</summary>
    private void LowerParallel(AssignmentTarget targets, Node values, int destination)
    {
        int first = _builder.TakeMany(targets.Parts.Length);
        LowerElements(values, first);
        for (int i = 0; i < targets.Parts.Length; i++)
        {
            Assign(targets.Parts[i], first + i);
        }

        if (destination >= 0)
        {
            _builder.Emit(Opcode.NewArray, destination, first, targets.Parts.Length);
        }
    }

    /// <summary>True for an array literal of so many elements, and for a condition that decides between such.</summary>
    private static bool HasElements(Node? value, int count) => value switch
    {
        ArrayNode { Elements: var elements } => elements.Length == count && Array.TrueForAll(elements, element => element is not SplatNode),
        IfNode branch => HasElements(branch.Statements, count) && HasElements(branch.Subsequent, count),
        ElseNode otherwise => HasElements(otherwise.Statements, count),
        StatementsNode { Body: [var only] } => HasElements(only, count),
        _ => false,
    };

    /// <summary>The elements of what <see cref="HasElements"/> is true for, in registers from <paramref name="first"/> on.</summary>
    private void LowerElements(Node values, int first)
    {
        switch (values)
        {
            case ArrayNode { Elements: var elements }:
                for (int i = 0; i < elements.Length; i++)
                {
                    Lower(elements[i], first + i);
                }

                break;
            case IfNode branch:
                Label otherwise = new();
                Label end = new();
                Branch(branch.Predicate, otherwise, false);
                LowerElements(branch.Statements!, first);
                _builder.EmitJump(Opcode.Jump, 0, end);
                _builder.Mark(otherwise);
                LowerElements(branch.Subsequent!, first);
                _builder.Mark(end);
                break;
            case ElseNode { Statements: { } statements }:
                LowerElements(statements, first);
                break;
            case StatementsNode { Body: [var only] }:
                BeginStatement(only);
                LowerElements(only, first);
                break;
        }
    }

    /// <summary>Evaluates what a target needs besides the value.</summary>
    private AssignmentTarget Evaluate(Node? node)
    {
        AssignmentTarget target = new(node);
        switch (node)
        {
            case SplatNode splat:
                return Evaluate(splat.Expression);
            case MultiTargetNode several:
                return EvaluateParts(several.Lefts, several.Rest, several.Rights);
            case CallTargetNode call:
                target.Receiver = OwnOperand(call.Receiver);
                break;
            case ConstantPathTargetNode path:
                target.Receiver = ModuleOperand(path.Parent);
                break;
            case IndexTargetNode index:
                target.Receiver = OwnOperand(index.Receiver);
                EvaluateIndex(target, index.Arguments, index.Block);
                break;
        }

        return target;
    }

    /// <summary>A register that nothing else changes.</summary>
    private int OwnOperand(Node? node)
    {
        if (node is null or SelfNode)
        {
            return 0;
        }

        int register = _builder.Take();
        Lower(node, register);
        return register;
    }

    private void EvaluateIndex(AssignmentTarget target, ArgumentsNode? arguments, BlockArgumentNode? block, Node? value = null)
    {
        Node[] list = arguments?.Arguments ?? [];
        if (Array.TrueForAll(list, IsPlain))
        {
            target.Arguments = list is [var single] && value is not null ? [Operand(single, value)] : [.. list.Select(OwnOperand)];
        }
        else
        {
            int array = _builder.Take();
            LowerLongArray(list, array);
            target.Arguments = [array];
            target.HasArgumentArray = true;
        }

        if (block is not null)
        {
            target.Block = _builder.Take();
            SendFlags ignored = SendFlags.None;
            LowerBlockArgument(block, false, target.Block, ref ignored);
        }
    }

    private AssignmentTarget EvaluateParts(Node[] lefts, Node? rest, Node[] rights) => new(null)
    {
        Before = lefts.Length,
        After = rights.Length,
        HasSplat = rest is SplatNode,
        Parts = [.. lefts.Select(Evaluate), .. rest is SplatNode ? [Evaluate(rest)] : Array.Empty<AssignmentTarget>(), .. rights.Select(Evaluate)],
    };

    /// <summary>Spreads a value over evaluated targets.</summary>
    private void Spread(AssignmentTarget targets, int value)
    {
        int mark = _builder.NextRegister;
        int first = _builder.TakeMany(Math.Max(1, targets.Parts.Length));
        long specification = targets.Before + ((long)targets.After << 16) + (targets.HasSplat ? 1L << 32 : 0);
        _builder.Emit(Opcode.Destructure, first, value, _builder.Literal(Value.FromInteger(specification)));
        for (int i = 0; i < targets.Parts.Length; i++)
        {
            Assign(targets.Parts[i], first + i);
        }

        _builder.ReleaseTo(mark);
    }

    /// <summary>Evaluates a single target and assigns to it.</summary>
    private void AssignTarget(Node node, int value)
    {
        int mark = _builder.NextRegister;
        Assign(Evaluate(node), value);
        _builder.ReleaseTo(mark);
    }

    private void Assign(AssignmentTarget target, int value)
    {
        int mark = _builder.NextRegister;
        switch (target.Node)
        {
            case null when target.Parts.Length > 0: Spread(target, value); break;
            case null: break;
            case LocalVariableTargetNode local: WriteLocal(local.Name, local.Depth, value); break;
            case RequiredParameterNode parameter: WriteLocal(parameter.Name, 0, value); break;
            case InstanceVariableTargetNode variable: SetInstanceVariable(variable.Name, value); break;
            case GlobalVariableTargetNode variable: SetGlobal(variable.Name, value); break;
            case ClassVariableTargetNode variable: SetClassVariable(variable.Name, value); break;
            case ConstantTargetNode constant: SetLexicalConstant(constant.Name, value); break;
            case ConstantPathTargetNode path: SetConstant(target.Receiver, path.Name!, value); break;
            case CallTargetNode call: AssignAttribute(target.Receiver, call.Receiver, call.Flags, call.Name, value); break;
            case IndexTargetNode index: AssignIndex(target, index.Receiver, value); break;
            default: throw new NotSupportedException($"{target.Node.Kind} is no target of an assignment");
        }

        _builder.ReleaseTo(mark);
    }

    private void AssignAttribute(int receiver, Node? receiverNode, Kernel.Ruby.Syntax.Nodes.CallFlags flags, string name, int value)
    {
        int window = _builder.TakeMany(3);
        Move(window, receiver);
        Move(window + 2, value);
        var isNil = BeginSafeNavigation(flags, window);
        Send(Unused, name.EndsWith('=') ? name : name + "=", window, 1, ReceiverFlags(receiverNode, flags));
        EndSafeNavigation(isNil, Unused);
    }

    /// <summary>Stores a value at evaluated indexes.</summary>
    private void AssignIndex(AssignmentTarget target, Node? receiverNode, int value)
    {
        if (target is { Arguments.Length: 1, HasArgumentArray: false, Block: 0 })
        {
            _builder.Emit(Opcode.SetElement, value, target.Receiver, target.Arguments[0]);
            return;
        }

        (int window, int count, SendFlags flags) = IndexWindow(target, value);
        _builder.EmitSend(window, _unit.Vm.Selectors.SetElement, window, count, flags | ReceiverFlags(receiverNode, default), target.Block != 0);
    }

    /// <summary>A window for [] (value below 0) or []= with evaluated arguments.</summary>
    private (int Window, int Count, SendFlags Flags) IndexWindow(AssignmentTarget target, int value)
    {
        int window = _builder.TakeMany(2);
        Move(window, target.Receiver);
        SendFlags flags = target.Block == 0 ? SendFlags.None : SendFlags.BlockArgument;
        if (target.HasArgumentArray)
        {
            int array = _builder.Take();
            _builder.Emit(Opcode.SplatToArray, array, target.Arguments[0]);
            if (value >= 0)
            {
                _builder.Emit(Opcode.ArrayAppend, array, value);
            }

            Move(target.Block == 0 ? Unused : window + 1, target.Block);
            return (window, 1, flags | SendFlags.Splat);
        }

        foreach (int argument in target.Arguments)
        {
            Move(_builder.Take(), argument);
        }

        if (value >= 0)
        {
            Move(_builder.Take(), value);
        }

        Move(target.Block == 0 ? Unused : window + 1, target.Block);
        return (window, target.Arguments.Length + (value >= 0 ? 1 : 0), flags);
    }
}

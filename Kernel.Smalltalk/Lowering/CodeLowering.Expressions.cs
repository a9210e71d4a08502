using Gem.Vm.Bytecode;
using Gem.Vm.Values;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Lowering;

/// <summary>Statements, variables, literals, blocks.</summary>
internal sealed partial class CodeLowering
{
    /// <summary>Runs a node for what it does.</summary>
    private void Effect(Node node)
    {
        int saved = _builder.NextRegister;
        _builder.SetLine(_source.LineOf(node.Span.Start));
        switch (node)
        {
            case ReturnNode @return:
                EmitReturn(@return);
                break;
            case AssignmentNode assignment:
                EmitAssignment(assignment);
                break;
            case SendNode send when _analysis.IsInlined(send):
                EmitInlined(send, -1);
                break;
            default:
                if (!LiteralValues.IsLiteral(node) && node.Kind is not NodeKind.Self)
                {
                    ValueInto(node, _builder.Take());
                }

                break;
        }

        _builder.ReleaseTo(saved);
    }

    /// <summary>A register that holds a node's value: a variable's own when that is safe, else a new one.</summary>
    private int Operand(Node node, bool isStable)
    {
        if (node.Kind == NodeKind.Self)
        {
            return 0;
        }

        if (isStable && node is VariableNode name && _scope.Find(name.Name) is { IsCaptured: false } variable)
        {
            return variable.Register;
        }

        int register = _builder.Take();
        ValueInto(node, register);
        return register;
    }

    /// <summary>R[target] = the value of a node. The target must not be a variable that the node reads after writing it.</summary>
    private void ValueInto(Node node, int target)
    {
        switch (node)
        {
            case VariableNode variable:
                EmitRead(variable, target);
                break;
            case AssignmentNode assignment:
                EmitMove(target, EmitAssignment(assignment));
                break;
            case ReturnNode @return:
                EmitReturn(@return);
                break;
            case BlockNode block:
                _builder.EmitWide(Opcode.MakeBlock, target, _builder.Literal(LowerBlock(block)));
                break;
            case SendNode send when _analysis.IsInlined(send):
                EmitInlined(send, target);
                break;
            case SendNode send:
                EmitSend(send, target);
                break;
            case CascadeNode cascade:
                EmitCascade(cascade, target);
                break;
            case DynamicArrayNode array:
                EmitArray(array.Elements, target);
                break;
            default:
                EmitReservedOrLiteral(node, target);
                break;
        }
    }

    private void EmitReservedOrLiteral(Node node, int target)
    {
        switch (node.Kind)
        {
            case NodeKind.Self:
                EmitMove(target, 0);
                break;
            case NodeKind.ThisContext:
                EmitThisContext(target);
                break;
            case NodeKind.Super:
                throw Error(node, "super can only receive a message");
            default:
                _builder.Load(target, _literals.Of(node));
                break;
        }
    }

    private void EmitMove(int target, int register)
    {
        if (target != register)
        {
            _builder.Emit(Opcode.Move, target, register);
        }
    }

    private void EmitReturn(ReturnNode node)
    {
        int saved = _builder.NextRegister;
        int value = Operand(node.Value, isStable: true);
        _builder.Emit(_scope.IsHome ? Opcode.Return : Opcode.ReturnNonLocal, value);
        _builder.ReleaseTo(saved);
    }

    /// <summary>Assigns; answers a register that holds the value.</summary>
    private int EmitAssignment(AssignmentNode node)
    {
        if (_scope.Find(node.Target.Name) is not { } variable)
        {
            return EmitOuterAssignment(node);
        }

        if (variable.IsParameter)
        {
            throw Error(node.Target, $"{variable.Name} is an argument and cannot be assigned");
        }

        if (!variable.IsCaptured && IsWrittenLast(node.Value))
        {
            ValueInto(node.Value, variable.Register);
            return variable.Register;
        }

        int value = _builder.Take();
        ValueInto(node.Value, value);
        if (variable.IsCaptured)
        {
            _builder.Emit(Opcode.SetCaptured, value, _scope.DepthOf(variable), variable.Index);
        }
        else
        {
            _builder.Emit(Opcode.Move, variable.Register, value);
        }

        return value;
    }

    /// <summary>True for a node whose code writes its target with the last instruction only.</summary>
    private bool IsWrittenLast(Node node) => node switch
    {
        SendNode send => !_analysis.IsInlined(send),
        CascadeNode or AssignmentNode => false,
        _ => true,
    };

    private int EmitOuterAssignment(AssignmentNode node)
    {
        SymbolObject name = _vm.Symbols.Intern(node.Target.Name);
        ResolvedName resolved = _names.Resolve(name);
        int value = _builder.Take();
        ValueInto(node.Value, value);
        switch (resolved.Kind)
        {
            case ResolvedNameKind.Instance:
                _builder.Emit(Opcode.SetInstanceVariable, value, _builder.SlotStoreSite(name));
                break;
            case ResolvedNameKind.Class:
                EmitHolderSend(resolved.Holder!, "classVarAt:put:", name, value);
                break;
            case ResolvedNameKind.Global when resolved.Holder != _vm.Classes.Object:
                EmitHolderSend(resolved.Holder!, "at:put:", name, value);
                break;
            case ResolvedNameKind.Global:
                throw Error(node.Target, $"{name.Text} is a constant of Ruby and cannot be assigned");
            default:
                throw Error(node.Target, $"undefined variable {name.Text}");
        }

        return value;
    }

    private void EmitRead(VariableNode node, int target)
    {
        if (_scope.Find(node.Name) is { } variable)
        {
            if (variable.IsCaptured)
            {
                _builder.Emit(Opcode.GetCaptured, target, _scope.DepthOf(variable), variable.Index);
            }
            else
            {
                EmitMove(target, variable.Register);
            }

            return;
        }

        SymbolObject name = _vm.Symbols.Intern(node.Name);
        ResolvedName resolved = _names.Resolve(name);
        switch (resolved.Kind)
        {
            case ResolvedNameKind.Instance:
                _builder.Emit(Opcode.GetInstanceVariable, target, _builder.SlotSite(name));
                break;
            case ResolvedNameKind.Class:
                int saved = _builder.NextRegister;
                int window = _builder.TakeMany(3);
                _builder.EmitWide(Opcode.LoadLiteral, window, _builder.Literal(resolved.Holder!));
                _builder.EmitWide(Opcode.LoadLiteral, window + 2, _builder.Literal(name));
                _builder.EmitSend(target, _vm.Symbols.Intern("classVarAt:"), window, 1);
                _builder.ReleaseTo(saved);
                break;
            case ResolvedNameKind.Global:
                _builder.EmitWide(Opcode.GetConstant, target, _builder.ConstantSite(name));
                break;
            default:
                throw Error(node, $"undefined variable {node.Name}");
        }
    }

    /// <summary>Sends a class or namespace a name and the value to store under it.</summary>
    private void EmitHolderSend(ClassObject holder, string selector, SymbolObject name, int value)
    {
        int window = _builder.TakeMany(4);
        _builder.EmitWide(Opcode.LoadLiteral, window, _builder.Literal(holder));
        _builder.EmitWide(Opcode.LoadLiteral, window + 2, _builder.Literal(name));
        _builder.Emit(Opcode.Move, window + 3, value);
        _builder.EmitSend(window, _vm.Symbols.Intern(selector), window, 2);
        _builder.ReleaseTo(window);
    }

    private void EmitArray(IReadOnlyList<Node> elements, int target)
    {
        int saved = _builder.NextRegister;
        int first = _builder.TakeMany(elements.Count);
        for (int i = 0; i < elements.Count; i++)
        {
            ValueInto(elements[i], first + i);
        }

        _builder.Emit(Opcode.NewArray, target, first, elements.Count);
        _builder.ReleaseTo(saved);
    }

    private void EmitThisContext(int target)
    {
        int saved = _builder.NextRegister;
        int window = _builder.TakeMany(2);
        _builder.EmitWide(Opcode.GetConstant, window, _builder.ConstantSite(_vm.Symbols.Intern("Context")));
        _builder.EmitSend(target, _vm.Symbols.Intern("current"), window, 0);
        _builder.ReleaseTo(saved);
    }
}

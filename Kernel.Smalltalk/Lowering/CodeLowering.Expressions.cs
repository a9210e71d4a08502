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
        int saved = builder.NextRegister;
        builder.SetLine(source.LineOf(node.Span.Start));
        switch (node)
        {
            case ReturnNode @return:
                EmitReturn(@return);
                break;
            case AssignmentNode assignment:
                EmitAssignment(assignment);
                break;
            case SendNode send when analysis.IsInlined(send):
                EmitInlined(send, -1);
                break;
            default:
                if (!LiteralValues.IsLiteral(node) && node.Kind is not NodeKind.Self)
                {
                    ValueInto(node, builder.Take());
                }

                break;
        }

        builder.ReleaseTo(saved);
    }

    /// <summary>A register that holds a node's value: a variable's own when that is safe, else a new one.</summary>
    private int Operand(Node node, bool isStable)
    {
        if (node.Kind == NodeKind.Self)
        {
            return 0;
        }

        if (isStable && node is VariableNode name && scope.Find(name.Name) is { IsCaptured: false } variable)
        {
            return variable.Register;
        }

        int register = builder.Take();
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
                builder.EmitWide(Opcode.MakeBlock, target, builder.Literal(LowerBlock(block)));
                break;
            case SendNode send when analysis.IsInlined(send):
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
                builder.Load(target, literals.Of(node));
                break;
        }
    }

    private void EmitMove(int target, int register)
    {
        if (target != register)
        {
            builder.Emit(Opcode.Move, target, register);
        }
    }

    private void EmitReturn(ReturnNode node)
    {
        int saved = builder.NextRegister;
        int value = Operand(node.Value, isStable: true);
        builder.Emit(scope.IsHome ? Opcode.Return : Opcode.ReturnNonLocal, value);
        builder.ReleaseTo(saved);
    }

    /// <summary>Assigns; answers a register that holds the value.</summary>
    private int EmitAssignment(AssignmentNode node)
    {
        if (scope.Find(node.Target.Name) is not { } variable)
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

        int value = builder.Take();
        ValueInto(node.Value, value);
        if (variable.IsCaptured)
        {
            builder.Emit(Opcode.SetCaptured, value, scope.DepthOf(variable), variable.Index);
        }
        else
        {
            builder.Emit(Opcode.Move, variable.Register, value);
        }

        return value;
    }

    /// <summary>True for a node whose code writes its target with the last instruction only.</summary>
    private bool IsWrittenLast(Node node) => node switch
    {
        SendNode send => !analysis.IsInlined(send) && !IsIdentityTest(send),
        CascadeNode or AssignmentNode => false,
        _ => true,
    };

    private int EmitOuterAssignment(AssignmentNode node)
    {
        SymbolObject name = vm.Symbols.Intern(node.Target.Name);
        ResolvedName resolved = names.Resolve(name);
        int value = builder.Take();
        ValueInto(node.Value, value);
        switch (resolved.Kind)
        {
            case ResolvedNameKind.Instance:
                builder.Emit(Opcode.SetInstanceVariable, value, builder.SlotStoreSite(name));
                break;
            case ResolvedNameKind.Class:
                EmitHolderSend(resolved.Holder!, "classVarAt:put:", name, value);
                break;
            case ResolvedNameKind.Global when resolved.Holder != vm.Classes.Object:
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
        if (scope.Find(node.Name) is { } variable)
        {
            if (variable.IsCaptured)
            {
                builder.Emit(Opcode.GetCaptured, target, scope.DepthOf(variable), variable.Index);
            }
            else
            {
                EmitMove(target, variable.Register);
            }

            return;
        }

        SymbolObject name = vm.Symbols.Intern(node.Name);
        ResolvedName resolved = names.Resolve(name);
        switch (resolved.Kind)
        {
            case ResolvedNameKind.Instance:
                builder.Emit(Opcode.GetInstanceVariable, target, builder.SlotSite(name));
                break;
            case ResolvedNameKind.Class:
                int saved = builder.NextRegister;
                int window = builder.TakeMany(3);
                builder.EmitWide(Opcode.LoadLiteral, window, builder.Literal(resolved.Holder!));
                builder.EmitWide(Opcode.LoadLiteral, window + 2, builder.Literal(name));
                builder.EmitSend(target, vm.Symbols.Intern("classVarAt:"), window, 1);
                builder.ReleaseTo(saved);
                break;
            case ResolvedNameKind.Global:
                builder.EmitWide(Opcode.GetConstant, target, builder.ConstantSite(name));
                break;
            default:
                throw Error(node, $"undefined variable {node.Name}");
        }
    }

    /// <summary>Sends a class or namespace a name and the value to store under it.</summary>
    private void EmitHolderSend(ClassObject holder, string selector, SymbolObject name, int value)
    {
        int window = builder.TakeMany(4);
        builder.EmitWide(Opcode.LoadLiteral, window, builder.Literal(holder));
        builder.EmitWide(Opcode.LoadLiteral, window + 2, builder.Literal(name));
        builder.Emit(Opcode.Move, window + 3, value);
        builder.EmitSend(window, vm.Symbols.Intern(selector), window, 2);
        builder.ReleaseTo(window);
    }

    private void EmitArray(IReadOnlyList<Node> elements, int target)
    {
        int saved = builder.NextRegister;
        int first = builder.TakeMany(elements.Count);
        for (int i = 0; i < elements.Count; i++)
        {
            ValueInto(elements[i], first + i);
        }

        builder.Emit(Opcode.NewArray, target, first, elements.Count);
        builder.ReleaseTo(saved);
    }

    private void EmitThisContext(int target)
    {
        int saved = builder.NextRegister;
        int window = builder.TakeMany(2);
        builder.EmitWide(Opcode.GetConstant, window, builder.ConstantSite(vm.Symbols.Intern("Context")));
        builder.EmitSend(target, vm.Symbols.Intern("current"), window, 0);
        builder.ReleaseTo(saved);
    }
}

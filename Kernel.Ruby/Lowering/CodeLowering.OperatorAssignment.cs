using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Kernel.Ruby.Syntax.Nodes;
using NodeFlags = Kernel.Ruby.Syntax.Nodes.CallFlags;

namespace Kernel.Ruby.Lowering;

/// <summary>op=, ||=, &amp;&amp;= on everything that can be assigned.</summary>
internal sealed partial class CodeLowering
{
    private const string Or = "||";
    private const string And = "&&";

    private bool LowerOperatorAssignment(Node node, int destination)
    {
        switch (node)
        {
            case LocalVariableOperatorWriteNode write: UpdateLocal(write, write.Name, write.Depth, write.BinaryOperator, write.Value, destination); return true;
            case LocalVariableOrWriteNode write: UpdateLocal(write, write.Name, write.Depth, Or, write.Value, destination); return true;
            case LocalVariableAndWriteNode write: UpdateLocal(write, write.Name, write.Depth, And, write.Value, destination); return true;
            case InstanceVariableOperatorWriteNode write: UpdateInstanceVariable(write, write.Name, write.BinaryOperator, write.Value, destination); return true;
            case InstanceVariableOrWriteNode write: UpdateInstanceVariable(write, write.Name, Or, write.Value, destination); return true;
            case InstanceVariableAndWriteNode write: UpdateInstanceVariable(write, write.Name, And, write.Value, destination); return true;
            case GlobalVariableOperatorWriteNode write: UpdateGlobal(write, write.Name, write.BinaryOperator, write.Value, destination); return true;
            case GlobalVariableOrWriteNode write: UpdateGlobal(write, write.Name, Or, write.Value, destination); return true;
            case GlobalVariableAndWriteNode write: UpdateGlobal(write, write.Name, And, write.Value, destination); return true;
            case ClassVariableOperatorWriteNode write: UpdateClassVariable(write, write.Name, write.BinaryOperator, write.Value, destination); return true;
            case ClassVariableOrWriteNode write: UpdateClassVariable(write, write.Name, Or, write.Value, destination); return true;
            case ClassVariableAndWriteNode write: UpdateClassVariable(write, write.Name, And, write.Value, destination); return true;
            case ConstantOperatorWriteNode write: UpdateConstant(write, write.Name, write.BinaryOperator, write.Value, destination); return true;
            case ConstantOrWriteNode write: UpdateConstant(write, write.Name, Or, write.Value, destination); return true;
            case ConstantAndWriteNode write: UpdateConstant(write, write.Name, And, write.Value, destination); return true;
            case ConstantPathOperatorWriteNode write: UpdateConstantPath(write, write.Target, write.BinaryOperator, write.Value, destination); return true;
            case ConstantPathOrWriteNode write: UpdateConstantPath(write, write.Target, Or, write.Value, destination); return true;
            case ConstantPathAndWriteNode write: UpdateConstantPath(write, write.Target, And, write.Value, destination); return true;
            default: return LowerCallUpdate(node, destination);
        }
    }

    private bool LowerCallUpdate(Node node, int destination)
    {
        switch (node)
        {
            case CallOperatorWriteNode write: UpdateAttribute(write, write.Receiver, write.Flags, write.ReadName, write.BinaryOperator, write.Value, destination); return true;
            case CallOrWriteNode write: UpdateAttribute(write, write.Receiver, write.Flags, write.ReadName, Or, write.Value, destination); return true;
            case CallAndWriteNode write: UpdateAttribute(write, write.Receiver, write.Flags, write.ReadName, And, write.Value, destination); return true;
            case IndexOperatorWriteNode write: UpdateIndex(write, write.Receiver, write.Flags, write.Arguments, write.Block, write.BinaryOperator, write.Value, destination); return true;
            case IndexOrWriteNode write: UpdateIndex(write, write.Receiver, write.Flags, write.Arguments, write.Block, Or, write.Value, destination); return true;
            case IndexAndWriteNode write: UpdateIndex(write, write.Receiver, write.Flags, write.Arguments, write.Block, And, write.Value, destination); return true;
            default: return false;
        }
    }

    /// <summary>Reads, combines, stores; the value ends in a work register and the destination.</summary>
    private void Update(Node node, string operation, Node value, int destination, Action<int> read, Action<int> write)
    {
        int work = Workplace(destination);
        read(work);
        if (operation is Or or And)
        {
            Label end = new();
            _builder.EmitJump(operation == Or ? Opcode.JumpIf : Opcode.JumpUnless, work, end);
            Lower(value, work);
            write(work);
            _builder.Mark(end);
        }
        else
        {
            EmitBinary(operation, work, value, work, _unit.LineOf(node.Location.Start));
            write(work);
        }

        Move(destination, work);
    }

    private void UpdateLocal(Node node, string name, int depth, string operation, Node value, int destination)
    {
        int register = RegisterOf(name, depth);
        if (register < 0)
        {
            Update(node, operation, value, destination, target => ReadLocal(name, depth, target), source => WriteLocal(name, depth, source));
            return;
        }

        if (operation is not (Or or And))
        {
            int left = register;
            if (NodeQueries.Assigns(value, name))
            {
                left = _builder.Take();
                Move(left, register);
            }

            EmitBinary(operation, left, value, register, _unit.LineOf(node.Location.Start));
        }
        else
        {
            Label end = new();
            _builder.EmitJump(operation == Or ? Opcode.JumpIf : Opcode.JumpUnless, register, end);
            int target = NodeQueries.WritesLast(value) ? register : _builder.Take();
            Lower(value, target);
            Move(register, target);
            _builder.Mark(end);
        }

        Move(destination, register);
    }

    private void UpdateInstanceVariable(Node node, string name, string operation, Node value, int destination) =>
        Update(node, operation, value, destination, target => ReadInstanceVariable(name, target), source => SetInstanceVariable(name, source));

    private void UpdateGlobal(Node node, string name, string operation, Node value, int destination) =>
        Update(
            node,
            operation,
            value,
            destination,
            target => ReadIfDefined(operation, DefinedKind.Global, name, target, () => ReadGlobal(name, target)),
            source => SetGlobal(name, source));

    private void UpdateClassVariable(Node node, string name, string operation, Node value, int destination) =>
        Update(
            node,
            operation,
            value,
            destination,
            target => ReadIfDefined(operation, DefinedKind.ClassVariable, name, target, () => ReadClassVariable(name, target)),
            source => SetClassVariable(name, source));

    private void UpdateConstant(Node node, string name, string operation, Node value, int destination) =>
        Update(
            node,
            operation,
            value,
            destination,
            target => ReadIfDefined(operation, DefinedKind.Constant, name, target, () => ReadConstant(name, target)),
            source => SetLexicalConstant(name, source));

    private void UpdateConstantPath(Node node, ConstantPathNode path, string operation, Node value, int destination)
    {
        int work = Workplace(destination);
        int module = path.Parent is null ? ModuleOperand(null) : OwnOperand(path.Parent);
        Update(
            node,
            operation,
            value,
            work,
            target =>
            {
                Move(target, module);
                ReadIfDefined(operation, DefinedKind.ScopedConstant, path.Name!, target, () => ReadScopedConstant(module, path.Name!, target));
            },
            source => SetConstant(module, path.Name!, source));
        Move(destination, work);
    }

    /// <summary>A read that for ||= answers nil when the variable is not defined.</summary>
    private void ReadIfDefined(string operation, DefinedKind kind, string name, int target, Action read)
    {
        if (operation != Or)
        {
            read();
            return;
        }

        Label undefined = new();
        _builder.Emit(Opcode.Defined, target, (int)kind, _builder.Literal(name));
        _builder.EmitJump(Opcode.JumpNil, target, undefined);
        read();
        _builder.Mark(undefined);
    }

    private void UpdateAttribute(Node node, Node? receiverNode, NodeFlags flags, string name, string operation, Node value, int destination)
    {
        int work = Workplace(destination);
        int receiver = receiverNode is null ? 0 : Operand(receiverNode, value);
        Label? isNil = BeginSafeNavigation(flags, receiver);
        SetLine(node);
        Update(
            node,
            operation,
            value,
            work,
            target =>
            {
                int mark = _builder.NextRegister;
                int window = _builder.TakeMany(2);
                Move(window, receiver);
                Send(target, name, window, 0, ReceiverFlags(receiverNode, flags & ~NodeFlags.VariableCall));
                _builder.ReleaseTo(mark);
            },
            source =>
            {
                int mark = _builder.NextRegister;
                AssignAttribute(receiver, receiverNode, flags & ~(NodeFlags.SafeNavigation | NodeFlags.VariableCall), name, source);
                _builder.ReleaseTo(mark);
            });
        EndSafeNavigation(isNil, destination < 0 ? Unused : work);
        Move(destination, work);
    }

    private void UpdateIndex(
        Node node, Node? receiverNode, NodeFlags flags, ArgumentsNode? arguments, BlockArgumentNode? block, string operation, Node value, int destination)
    {
        int work = Workplace(destination);
        AssignmentTarget target = new(node) { Receiver = receiverNode is null ? 0 : Operand(receiverNode, arguments, value) };
        Label? isNil = BeginSafeNavigation(flags, target.Receiver);
        EvaluateIndex(target, arguments, block, value);
        SetLine(node);
        Update(node, operation, value, work, result => ReadIndex(target, receiverNode, result), source =>
        {
            int mark = _builder.NextRegister;
            AssignIndex(target, receiverNode, source);
            _builder.ReleaseTo(mark);
        });
        EndSafeNavigation(isNil, destination < 0 ? Unused : work);
        Move(destination, work);
    }

    private void ReadIndex(AssignmentTarget target, Node? receiverNode, int result)
    {
        if (target is { Arguments.Length: 1, HasArgumentArray: false, Block: 0 })
        {
            _builder.Emit(Opcode.GetElement, result, target.Receiver, target.Arguments[0]);
            return;
        }

        int mark = _builder.NextRegister;
        (int window, int count, Gem.Vm.Bytecode.CallFlags flags) = IndexWindow(target, Unused);
        _builder.EmitSend(result, _unit.Vm.Selectors.GetElement, window, count, flags | ReceiverFlags(receiverNode, default), target.Block != 0);
        _builder.ReleaseTo(mark);
    }
}

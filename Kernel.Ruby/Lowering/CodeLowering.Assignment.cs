using Gem.Vm.Bytecode;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>Plain assignments.</summary>
internal sealed partial class CodeLowering
{
    private bool LowerAssignment(Node node, int destination)
    {
        switch (node)
        {
            case LocalVariableWriteNode write: LowerLocalWrite(write, destination); return true;
            case InstanceVariableWriteNode write: SetInstanceVariable(write.Name, LowerValue(write.Value, destination)); return true;
            case GlobalVariableWriteNode write: SetGlobal(write.Name, LowerValue(write.Value, destination)); return true;
            case ClassVariableWriteNode write: SetClassVariable(write.Name, LowerValue(write.Value, destination)); return true;
            case ConstantWriteNode write: LowerConstantWrite(write, destination); return true;
            case ConstantPathWriteNode write: LowerConstantPathWrite(write, destination); return true;
            case MultiWriteNode write: LowerMultiWrite(write, destination); return true;
            default: return LowerOperatorAssignment(node, destination);
        }
    }

    private void LowerLocalWrite(LocalVariableWriteNode write, int destination)
    {
        int register = RegisterOf(write.Name, write.Depth);
        if (register < 0)
        {
            WriteLocal(write.Name, write.Depth, LowerValue(write.Value, destination));
            return;
        }

        if (NodeQueries.WritesLast(write.Value))
        {
            Lower(write.Value, register);
        }
        else
        {
            int temporary = _builder.Take();
            Lower(write.Value, temporary);
            Move(register, temporary);
        }

        Move(destination, register);
    }

    /// <summary>A value that is both stored and a result: answers the register that holds it.</summary>
    private int LowerValue(Node value, int destination)
    {
        if (destination < 0)
        {
            return Operand(value);
        }

        if (destination >= _firstTemporary || NodeQueries.WritesLast(value))
        {
            Lower(value, destination);
            return destination;
        }

        int register = _builder.Take();
        Lower(value, register);
        Move(destination, register);
        return register;
    }

    private void SetInstanceVariable(string name, int value) =>
        _builder.Emit(Opcode.SetInstanceVariable, value, _builder.SlotStoreSite(_unit.Symbol(name)));

    private void SetGlobal(string name, int value) => _builder.EmitWide(Opcode.SetGlobal, value, _builder.Literal(name));

    private void SetClassVariable(string name, int value) => _builder.EmitWide(Opcode.SetClassVariable, value, _builder.Literal(name));

    private void SetConstant(int module, string name, int value) => _builder.Emit(Opcode.SetConstant, value, _builder.Literal(name), module);

    /// <summary>Stores into a constant of the module around.</summary>
    private void SetLexicalConstant(string name, int value)
    {
        int mark = _builder.NextRegister;
        int module = _builder.Take();
        _builder.Emit(Opcode.GetLexicalModule, module);
        SetConstant(module, name, value);
        _builder.ReleaseTo(mark);
    }

    private void LowerConstantWrite(ConstantWriteNode write, int destination)
    {
        int value = LowerValue(write.Value, destination);
        SetLine(write);
        SetLexicalConstant(write.Name, value);
    }

    private void LowerConstantPathWrite(ConstantPathWriteNode write, int destination)
    {
        int module = ModuleOperand(write.Target.Parent);
        int value = LowerValue(write.Value, destination);
        SetLine(write);
        SetConstant(module, write.Target.Name!, value);
    }
}

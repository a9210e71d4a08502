using System.Numerics;
using Gem.Vm.Bytecode;
using Kernel.Ruby.Syntax.Nodes;
using NodeFlags = Kernel.Ruby.Syntax.Nodes.CallFlags;

namespace Kernel.Ruby.Lowering;

/// <summary>Calls that have an instruction of their own.</summary>
internal sealed partial class CodeLowering
{
    private static Opcode? OperatorOf(string name) => name switch
    {
        "+" => Opcode.Add,
        "-" => Opcode.Subtract,
        "*" => Opcode.Multiply,
        "/" => Opcode.Divide,
        "%" => Opcode.Modulo,
        "&" => Opcode.BitAnd,
        "|" => Opcode.BitOr,
        "<<" => Opcode.ShiftLeft,
        ">>" => Opcode.ShiftRight,
        "<" => Opcode.Less,
        "<=" => Opcode.LessEqual,
        ">" => Opcode.Greater,
        ">=" => Opcode.GreaterEqual,
        "==" => Opcode.Equal,
        "!=" => Opcode.NotEqual,
        "[]" => Opcode.GetElement,
        _ => null,
    };

    /// <summary>True for a call with a receiver, one plain argument and nothing else.</summary>
    private static bool IsPlainOperator(CallNode call) =>
        call.Receiver is not null && call.Block is null && (call.Flags & NodeFlags.SafeNavigation) == 0
            && call.Arguments is { Arguments.Length: 1 } arguments && IsPlain(arguments.Arguments[0]);

    private bool LowerOperator(CallNode call, int destination)
    {
        if (OperatorOf(call.Name) is not { } op)
        {
            return false;
        }

        Node argument = call.Arguments!.Arguments[0];
        int left = Operand(call.Receiver!, argument);
        EmitOperator(op, left, argument, OrScratch(destination), LineOf(call));
        return true;
    }

    private void LowerNot(CallNode call, int destination)
    {
        int operand = Operand(call.Receiver!);
        _builder.SetLine(LineOf(call));
        _builder.Emit(Opcode.Not, destination, _builder.SendSite(_unit.Vm.Selectors.Not, 0, Gem.Vm.Bytecode.CallFlags.None), operand);
    }

    /// <summary>An operator whose left operand is in a register.</summary>
    private void EmitOperator(Opcode op, int left, Node argument, int destination, int line)
    {
        if (op is Opcode.Add or Opcode.Subtract && SmallInteger(argument) is { } small)
        {
            _builder.SetLine(line);
            _builder.Emit(op == Opcode.Add ? Opcode.AddInteger : Opcode.SubtractInteger, destination, left, small);
            return;
        }

        int right = Operand(argument);
        _builder.SetLine(line);
        _builder.Emit(op, destination, left, right);
    }

    /// <summary>A binary operator by name, as op= needs it.</summary>
    private void EmitBinary(string name, int left, Node argument, int destination, int line)
    {
        int mark = _builder.NextRegister;
        if (OperatorOf(name) is { } op)
        {
            EmitOperator(op, left, argument, destination, line);
        }
        else
        {
            int window = _builder.TakeMany(3);
            Move(window, left);
            Lower(argument, window + 2);
            _builder.SetLine(line);
            Send(destination, name, window, 1);
        }

        _builder.ReleaseTo(mark);
    }

    /// <summary>An integer literal that fits into an instruction.</summary>
    private static short? SmallInteger(Node node) =>
        node is IntegerNode { Value: var value } && value >= short.MinValue && value <= short.MaxValue ? (short)(BigInteger)value : null;
}

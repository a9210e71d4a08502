using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Operator instructions in their general form: always a send (see <see cref="OperatorGeneralisation"/>).</summary>
internal static unsafe class GeneralOperators
{
    /// <summary>Runs one; answers as the deliver step of the loop wants it. A jump moves the frame's instruction pointer.</summary>
    public static Value Run(VmThread thread, ref Frame frame, Instruction instruction)
    {
        Opcode op = (Opcode)((int)instruction.Op - OperatorGeneralisation.General);
        Span<Value> window = thread.Stack.AsSpan(frame.Base, frame.Code.FrameSize);
        switch (op)
        {
            case Opcode.AddInteger or Opcode.SubtractInteger:
                return Operators.Send(thread, op, window[instruction.B], Value.FromInteger(instruction.C));
            case Opcode.JumpLess or Opcode.JumpLessEqual or Opcode.JumpNotLess or Opcode.JumpNotLessEqual or Opcode.JumpEqual or Opcode.JumpNotEqual
                or Opcode.JumpGreater or Opcode.JumpGreaterEqual or Opcode.JumpNotGreater or Opcode.JumpNotGreaterEqual:
                return Jump(ref frame, instruction, Comparisons.Test(thread, op, window[instruction.A], window[instruction.B], true));
            case Opcode.JumpLessInteger or Opcode.JumpLessEqualInteger or Opcode.JumpNotLessInteger or Opcode.JumpNotLessEqualInteger
                or Opcode.JumpGreaterInteger or Opcode.JumpGreaterEqualInteger or Opcode.JumpNotGreaterInteger or Opcode.JumpNotGreaterEqualInteger:
                return Jump(ref frame, instruction, Comparisons.Test(thread, op, window[instruction.A], Value.FromInteger((short)instruction.B), true));
            case Opcode.SetElement:
                return Operators.SetElement(thread, window[instruction.B], window[instruction.C], window[instruction.A]);
            case Opcode.Not:
                return Operators.SendNot(thread, window[instruction.C]);
            default:
                return Operators.Send(thread, op, window[instruction.B], window[instruction.C]);
        }
    }

    private static Value Jump(ref Frame frame, Instruction instruction, bool jumps)
    {
        if (jumps)
        {
            frame.Ip += instruction.C;
        }

        return new Value(Tags.Control, 0);
    }
}

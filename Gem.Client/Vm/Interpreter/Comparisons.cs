using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Compare-and-jump instructions on anything but two integers: whether to jump.</summary>
internal static class Comparisons
{
    /// <summary>Result of the comparison, negated for the "not" forms (so NaN is right).</summary>
    public static bool Test(VmThread thread, Opcode op, Value left, Value right, bool bySend = false)
    {
        bool negated = op is Opcode.JumpNotLess or Opcode.JumpNotLessEqual or Opcode.JumpNotLessInteger or Opcode.JumpNotLessEqualInteger or Opcode.JumpNotEqual
            or Opcode.JumpNotGreater or Opcode.JumpNotGreaterEqual or Opcode.JumpNotGreaterInteger or Opcode.JumpNotGreaterEqualInteger;
        if (bySend)
        {
            return Operators.TestBySend(thread, op, left, right) != negated;
        }

        if (op is Opcode.JumpEqual or Opcode.JumpNotEqual)
        {
            Value equal = Operators.Equal(thread, Opcode.Equal, left, right);
            return (equal.Ref == Tags.Control ? thread.Finish(equal) : equal).IsTruthy != negated;
        }

        return Operators.Test(thread, op, left, right) != negated;
    }
}

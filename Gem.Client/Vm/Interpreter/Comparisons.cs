using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Compare-and-jump instructions on anything but two integers: whether to jump.</summary>
internal static class Comparisons
{
    /// <summary>Result of the comparison, negated for the "not" forms (so NaN is right).</summary>
    public static bool Test(VmThread thread, Opcode op, Value left, Value right, bool bySend = false)
    {
        if (left.IsFloat && right.IsFloat && !bySend)
        {
            return Floats(op, left.Float, right.Float);
        }

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

    private static bool Floats(Opcode op, double left, double right) => op switch
    {
        Opcode.JumpLess => left < right,
        Opcode.JumpLessEqual => left <= right,
        Opcode.JumpNotLess => !(left < right),
        Opcode.JumpNotLessEqual => !(left <= right),
        Opcode.JumpGreater => left > right,
        Opcode.JumpGreaterEqual => left >= right,
        Opcode.JumpNotGreater => !(left > right),
        Opcode.JumpNotGreaterEqual => !(left >= right),
        Opcode.JumpEqual => left == right,
        Opcode.JumpNotEqual => left != right,
        _ => throw new InvalidOperationException($"{op} compares no floats"),
    };
}

using System.Numerics;
using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// What the operator instructions do when the fast path did not apply: overflow, floats, mixed numbers here; anything
/// else is sent. Answers the result, or <see cref="Tags.Control"/> with a frame pushed.
/// </summary>
internal static class Operators
{
    /// <summary>An operator with two operands.</summary>
    public static Value Binary(VmThread thread, Opcode op, Value left, Value right)
    {
        if (left.IsFixnum && right.IsFixnum)
        {
            Value result = Integers(thread, op, left.Bits, right.Bits);
            if (!result.IsUndefined)
            {
                return result;
            }
        }
        else if (left.IsFloat && (right.IsFloat || right.IsFixnum))
        {
            Value result = Floats(op, left.Float, right.IsFloat ? right.Float : right.Bits);
            if (!result.IsUndefined)
            {
                return result;
            }
        }
        else if (left.IsFixnum && right.IsFloat)
        {
            Value result = Floats(op, left.Bits, right.Float);
            if (!result.IsUndefined)
            {
                return result;
            }
        }

        return Send(thread, op, left, right);
    }

    /// <summary>An operator as a send, whatever the operands.</summary>
    public static Value Send(VmThread thread, Opcode op, Value left, Value right)
    {
        ref Frame frame = ref thread.Frames[thread.FrameIndex];
        int environment = frame.Code.EnvironmentId;
        SymbolObject selector = SelectorOf(thread.Vm.Selectors, op, environment);
        int window = Window(thread, ref frame, left, right);
        CallFlags flags = FlagsOf(ref frame);
        return op == Opcode.NotEqual && environment == 1
            ? NotEqual(thread, window, left, flags)
            : Calls.SendSelector(thread, selector, window, 1, flags, environment, Calls.RefinementsOf(thread));
    }

    /// <summary>!: of a class that has its own it is sent, else the cache is filled for the class.</summary>
    public static Value Not(VmThread thread, SendCache site, Value value)
    {
        VirtualMachine vm = thread.Vm;
        if (vm.Methods.Find(vm.ClassOf(value), site.Selector, 1) is not { } entry || entry.Owner != vm.Classes.BasicObject)
        {
            return SendNot(thread, value);
        }

        Classes.Invalidation.Link(site);
        site.ShapeId = value.ShapeId;
        return Value.FromBoolean(!value.IsTruthy);
    }

    /// <summary>! as a send.</summary>
    public static Value SendNot(VmThread thread, Value value)
    {
        ref Frame frame = ref thread.Frames[thread.FrameIndex];
        int window = Window(thread, ref frame, value, Value.Nil);
        return Calls.SendSelector(thread, thread.Vm.Selectors.Not, window, 0, FlagsOf(ref frame), 1, Calls.RefinementsOf(thread));
    }

    /// <summary>A comparison under a jump, as a boolean.</summary>
    public static bool Test(VmThread thread, Opcode op, Value left, Value right)
    {
        Value result = Binary(thread, op, left, right);
        return (result.Ref == Tags.Control ? thread.Finish(result) : result).IsTruthy;
    }

    /// <summary>Same, always as a send.</summary>
    public static bool TestBySend(VmThread thread, Opcode op, Value left, Value right)
    {
        Value result = Send(thread, op, left, right);
        return (result.Ref == Tags.Control ? thread.Finish(result) : result).IsTruthy;
    }

    /// <summary>== and = for what is not two integers.</summary>
    public static Value Equal(VmThread thread, Opcode op, Value left, Value right)
    {
        bool negated = op == Opcode.NotEqual;
        if (left.Ref is SymbolObject || left.IsNil || left.Ref == Tags.True || left.Ref == Tags.False)
        {
            return Value.FromBoolean(Value.Same(left, right) != negated);
        }

        if (left.Ref is StringObject text && right.Ref is StringObject other && text.ShapeId == other.ShapeId
            && thread.Vm.Shapes[text.ShapeId].Class == thread.Vm.Classes.String)
        {
            return Value.FromBoolean(AreEqual(thread, text, other) != negated);
        }

        return Binary(thread, op, left, right);
    }

    /// <summary>=== for the common patterns of case: symbols, integers, strings, classes.</summary>
    public static Value CaseEqual(VmThread thread, Value pattern, Value subject)
    {
        if (pattern.Ref is null && subject.Ref is null || pattern.Ref is SymbolObject)
        {
            return Value.FromBoolean(Value.Same(pattern, subject));
        }

        if (pattern.Ref is StringObject text && subject.Ref is StringObject other)
        {
            return Value.FromBoolean(AreEqual(thread, text, other));
        }

        return Send(thread, Opcode.CaseEqual, pattern, subject);
    }

    /// <summary>R[B][R[C]] for arrays by integer and hashes; anything else is sent.</summary>
    public static Value GetElement(VmThread thread, Value receiver, Value index)
    {
        if (receiver.Ref is HashObject hash && hash.ShapeId != Shapes.ShapeIds.Stale
            && thread.Vm.Shapes[hash.ShapeId].Class == thread.Vm.Classes.Hash && HashAccess.TryGet(thread, hash, index, out Value value))
        {
            return value;
        }

        return Send(thread, Opcode.GetElement, receiver, index);
    }

    /// <summary>R[B][R[C]] = value, as a send whose result is dropped.</summary>
    public static Value SetElement(VmThread thread, Value receiver, Value index, Value value)
    {
        ref Frame frame = ref thread.Frames[thread.FrameIndex];
        int window = Window(thread, ref frame, receiver, index);
        thread.Stack[window + 3] = value;
        Value result = Calls.SendSelector(thread, thread.Vm.Selectors.SetElement, window, 2, FlagsOf(ref frame), frame.Code.EnvironmentId, Calls.RefinementsOf(thread));
        if (result.Ref != Tags.Control)
        {
            return value;
        }

        thread.Frames[thread.FrameIndex].Flags |= FrameFlags.DropsResult;
        return result;
    }

    /// <summary>Selector of an operator instruction.</summary>
    public static SymbolObject SelectorOf(Selectors selectors, Opcode op, int environment) => op switch
    {
        Opcode.Add or Opcode.AddInteger => selectors.Plus,
        Opcode.Subtract or Opcode.SubtractInteger => selectors.Minus,
        Opcode.Multiply => selectors.Times,
        Opcode.Divide => selectors.Divide,
        Opcode.Modulo => selectors.Modulo,
        Opcode.BitAnd => selectors.And,
        Opcode.BitOr => selectors.Or,
        Opcode.ShiftLeft => selectors.ShiftLeft,
        Opcode.ShiftRight => selectors.ShiftRight,
        Opcode.Less or Opcode.JumpLess or Opcode.JumpNotLess or Opcode.JumpLessInteger or Opcode.JumpNotLessInteger => selectors.Less,
        Opcode.LessEqual or Opcode.JumpLessEqual or Opcode.JumpNotLessEqual or Opcode.JumpLessEqualInteger
            or Opcode.JumpNotLessEqualInteger => selectors.LessEqual,
        Opcode.Greater or Opcode.JumpGreater or Opcode.JumpNotGreater or Opcode.JumpGreaterInteger or Opcode.JumpNotGreaterInteger => selectors.Greater,
        Opcode.GreaterEqual or Opcode.JumpGreaterEqual or Opcode.JumpNotGreaterEqual or Opcode.JumpGreaterEqualInteger
            or Opcode.JumpNotGreaterEqualInteger => selectors.GreaterEqual,
        Opcode.Equal or Opcode.JumpEqual or Opcode.JumpNotEqual => environment == 1 ? selectors.Equal : selectors.SmalltalkEqual,
        Opcode.NotEqual => environment == 1 ? selectors.NotEqual : selectors.SmalltalkNotEqual,
        Opcode.CaseEqual => selectors.CaseEqual,
        Opcode.Not => selectors.Not,
        Opcode.GetElement => selectors.GetElement,
        Opcode.SetElement => selectors.SetElement,
        _ => throw new InvalidOperationException($"{op} is not an operator"),
    };

    /// <summary>
    /// Who is written left of an operator may be sent its private methods when it is self, which stands in register 0. The
    /// pattern of a case is asked whatever the visibility.
    /// </summary>
    private static unsafe CallFlags FlagsOf(ref Frame frame)
    {
        Instruction instruction = frame.Ip[-1];
        Opcode op = (Opcode)((int)instruction.Op % OperatorGeneralisation.General);
        int left = op == Opcode.Not ? instruction.C : op is >= Opcode.JumpLess and <= Opcode.JumpNotGreaterEqualInteger ? instruction.A : instruction.B;
        return left == 0 || op == Opcode.CaseEqual ? CallFlags.ExplicitSelf : CallFlags.None;
    }

    private static Value NotEqual(VmThread thread, int window, Value left, CallFlags flags)
    {
        VirtualMachine vm = thread.Vm;
        MethodEntry? entry = vm.Methods.Find(vm.ClassOf(left), vm.Selectors.NotEqual, Calls.RefinementsOf(thread));
        if (entry is not null && entry.Owner != vm.Classes.BasicObject)
        {
            return Calls.SendSelector(thread, vm.Selectors.NotEqual, window, 1, flags, 1, Calls.RefinementsOf(thread));
        }

        Value equal = Calls.SendSelector(thread, vm.Selectors.Equal, window, 1, CallFlags.ExplicitSelf, 1, Calls.RefinementsOf(thread));
        if (equal.Ref == Tags.Control)
        {
            thread.Frames[thread.FrameIndex].Flags |= FrameFlags.Negates;
            return equal;
        }

        return Value.FromBoolean(!equal.IsTruthy);
    }

    private static int Window(VmThread thread, ref Frame frame, Value left, Value right)
    {
        int window = frame.Base + frame.Code.FrameSize;
        thread.EnsureStack(window + 4);
        thread.Stack[window] = left;
        thread.Stack[window + 1] = Value.NoBlock;
        thread.Stack[window + 2] = right;
        return window;
    }

    /// <summary>Undefined for what a primitive does: division by what may be 0, large shifts.</summary>
    private static Value Integers(VmThread thread, Opcode op, long left, long right)
    {
        VirtualMachine vm = thread.Vm;
        switch (op)
        {
            case Opcode.Add or Opcode.AddInteger:
                return vm.Integer((BigInteger)left + right);
            case Opcode.Subtract or Opcode.SubtractInteger:
                return vm.Integer((BigInteger)left - right);
            case Opcode.Multiply:
                long high = Math.BigMul(left, right, out long low);
                return high == low >> 63 ? Value.FromInteger(low) : vm.Integer((BigInteger)left * right);
            case Opcode.BitAnd:
                return Value.FromInteger(left & right);
            case Opcode.BitOr:
                return Value.FromInteger(left | right);
            case Opcode.Divide when right > 0:
                (long quotient, long rest) = Math.DivRem(left, right);
                return Value.FromInteger(rest < 0 ? quotient - 1 : quotient);
            case Opcode.Modulo when right > 0:
                long remainder = left % right;
                return Value.FromInteger(remainder < 0 ? remainder + right : remainder);
            case Opcode.ShiftRight when right >= 0:
                return Value.FromInteger(left >> (int)Math.Min(right, 63));
            case Opcode.ShiftLeft when right is >= 0 and < 63 && left << (int)right >> (int)right == left:
                return Value.FromInteger(left << (int)right);
            default:
                return Compare(op, left, right);
        }
    }

    private static Value Floats(Opcode op, double left, double right)
    {
        switch (op)
        {
            case Opcode.Add or Opcode.AddInteger:
                return Value.FromFloat(left + right);
            case Opcode.Subtract or Opcode.SubtractInteger:
                return Value.FromFloat(left - right);
            case Opcode.Multiply:
                return Value.FromFloat(left * right);
            case Opcode.Divide:
                return Value.FromFloat(left / right);
            default:
                return Compare(op, left, right);
        }
    }

    /// <summary>A comparison of two numbers of one kind (IEEE rules for floats); Undefined for any other operator.</summary>
    private static Value Compare<T>(Opcode op, T left, T right)
        where T : IComparisonOperators<T, T, bool>
    {
        switch (op)
        {
            case Opcode.Less or Opcode.JumpLess or Opcode.JumpNotLess or Opcode.JumpLessInteger or Opcode.JumpNotLessInteger:
                return Value.FromBoolean(left < right);
            case Opcode.LessEqual or Opcode.JumpLessEqual or Opcode.JumpNotLessEqual or Opcode.JumpLessEqualInteger or Opcode.JumpNotLessEqualInteger:
                return Value.FromBoolean(left <= right);
            case Opcode.Greater or Opcode.JumpGreater or Opcode.JumpNotGreater or Opcode.JumpGreaterInteger or Opcode.JumpNotGreaterInteger:
                return Value.FromBoolean(left > right);
            case Opcode.GreaterEqual or Opcode.JumpGreaterEqual or Opcode.JumpNotGreaterEqual or Opcode.JumpGreaterEqualInteger or Opcode.JumpNotGreaterEqualInteger:
                return Value.FromBoolean(left >= right);
            case Opcode.Equal or Opcode.JumpEqual or Opcode.JumpNotEqual:
                return Value.FromBoolean(left == right);
            case Opcode.NotEqual:
                return Value.FromBoolean(left != right);
            default:
                return Value.Undefined;
        }
    }

    /// <summary>Equal bytes are equal texts when their encodings go together.</summary>
    private static bool AreEqual(VmThread thread, StringObject left, StringObject right) =>
        thread.Vm.Fresh(left).Span.SequenceEqual(thread.Vm.Fresh(right).Span) && (left.Encoding == right.Encoding || EncodingCompatibility.AreComparable(left, right));
}

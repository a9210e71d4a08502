using System.Numerics;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Integers of any size.</summary>
internal static unsafe class IntegerPrimitives
{
    private const long LargestBits = 1L << 32;

    public static void Register(PrimitiveTable table)
    {
        table.Add("integerAdd", &Add, 1);
        table.Add("integerSubtract", &Subtract, 1);
        table.Add("integerMultiply", &Multiply, 1);
        table.Add("integerDivideExact", &DivideExact, 1);
        table.Add("integerFloorDivide", &FloorDivide, 1);
        table.Add("integerFloorModulo", &FloorModulo, 1);
        table.Add("integerRaisedTo", &RaisedTo, 1);
        table.Add("integerEqual", &Equal, 1);
        table.Add("integerLess", &Less, 1);
        table.Add("integerLessOrEqual", &LessOrEqual, 1);
        table.Add("integerGreater", &Greater, 1);
        table.Add("integerGreaterOrEqual", &GreaterOrEqual, 1);
        table.Add("integerBitAnd", &BitAnd, 1);
        table.Add("integerBitOr", &BitOr, 1);
        table.Add("integerBitXor", &BitXor, 1);
        table.Add("integerBitShift", &BitShift, 1);
        table.Add("integerBitLength", &BitLength, 0);
        table.Add("integerAsFloat", &AsFloat, 0);
        table.Add("integerPrintString", &PrintString, 1);
        table.Add("numberHash", &Hash, 0);
    }

    private static BigInteger Self(Arguments a) => a.Self.Ref is BigIntegerObject big ? big.Value : a.Self.Bits;

    private static Value Add(VmThread t, Arguments a) =>
        Numbers.TryInteger(a[0], out BigInteger other) ? t.Vm.Integer(Self(a) + other)
            : a[0].IsFloat ? Value.FromFloat(Numbers.ToDouble(Self(a)) + a[0].Float) : Value.Undefined;

    private static Value Subtract(VmThread t, Arguments a) =>
        Numbers.TryInteger(a[0], out BigInteger other) ? t.Vm.Integer(Self(a) - other)
            : a[0].IsFloat ? Value.FromFloat(Numbers.ToDouble(Self(a)) - a[0].Float) : Value.Undefined;

    private static Value Multiply(VmThread t, Arguments a) =>
        Numbers.TryInteger(a[0], out BigInteger other) ? t.Vm.Integer(Self(a) * other)
            : a[0].IsFloat ? Value.FromFloat(Numbers.ToDouble(Self(a)) * a[0].Float) : Value.Undefined;

    private static Value DivideExact(VmThread t, Arguments a)
    {
        if (a[0].IsFloat)
        {
            return Value.FromFloat(Numbers.ToDouble(Self(a)) / a[0].Float);
        }

        if (!Numbers.TryInteger(a[0], out BigInteger divisor) || divisor.IsZero)
        {
            return Value.Undefined;
        }

        BigInteger quotient = BigInteger.DivRem(Self(a), divisor, out BigInteger rest);
        return rest.IsZero ? t.Vm.Integer(quotient) : Value.Undefined;
    }

    private static Value FloorDivide(VmThread t, Arguments a)
    {
        if (a.Self.Ref is null && a[0].Ref is null && a[0].Bits > 0)
        {
            long quotient = Math.DivRem(a.Self.Bits, a[0].Bits, out long remainder);
            return Value.FromInteger(remainder < 0 ? quotient - 1 : quotient);
        }

        if (!Numbers.TryInteger(a[0], out BigInteger divisor) || divisor.IsZero)
        {
            return Value.Undefined;
        }

        BigInteger whole = BigInteger.DivRem(Self(a), divisor, out BigInteger rest);
        return t.Vm.Integer(!rest.IsZero && rest.Sign != divisor.Sign ? whole - 1 : whole);
    }

    private static Value FloorModulo(VmThread t, Arguments a)
    {
        if (a.Self.Ref is null && a[0].Ref is null && a[0].Bits > 0)
        {
            long remainder = a.Self.Bits % a[0].Bits;
            return Value.FromInteger(remainder < 0 ? remainder + a[0].Bits : remainder);
        }

        if (!Numbers.TryInteger(a[0], out BigInteger divisor) || divisor.IsZero)
        {
            return Value.Undefined;
        }

        BigInteger rest = BigInteger.Remainder(Self(a), divisor);
        return t.Vm.Integer(!rest.IsZero && rest.Sign != divisor.Sign ? rest + divisor : rest);
    }

    private static Value RaisedTo(VmThread t, Arguments a)
    {
        if (a[0].IsFloat)
        {
            return Value.FromFloat(Math.Pow(Numbers.ToDouble(Self(a)), a[0].Float));
        }

        BigInteger self = Self(a);
        bool isPossible = a[0].Ref is null && a[0].Bits is >= 0 and <= int.MaxValue && (self.GetBitLength() - 1) * a[0].Bits < LargestBits;
        return isPossible ? t.Vm.Integer(BigInteger.Pow(self, (int)a[0].Bits)) : Value.Undefined;
    }

    private static Value Equal(VmThread t, Arguments a) =>
        Numbers.IsNumber(a[0]) ? Value.FromBoolean(Numbers.Compare(a.Self, a[0]) == 0) : Value.Undefined;

    private static Value Less(VmThread t, Arguments a) =>
        Numbers.IsNumber(a[0]) ? Value.FromBoolean(Numbers.Compare(a.Self, a[0]) < 0) : Value.Undefined;

    private static Value LessOrEqual(VmThread t, Arguments a) =>
        Numbers.IsNumber(a[0]) ? Value.FromBoolean(Numbers.Compare(a.Self, a[0]) <= 0) : Value.Undefined;

    private static Value Greater(VmThread t, Arguments a) =>
        Numbers.IsNumber(a[0]) ? Value.FromBoolean(Numbers.Compare(a.Self, a[0]) > 0) : Value.Undefined;

    private static Value GreaterOrEqual(VmThread t, Arguments a) =>
        Numbers.IsNumber(a[0]) ? Value.FromBoolean(Numbers.Compare(a.Self, a[0]) >= 0) : Value.Undefined;

    private static Value BitAnd(VmThread t, Arguments a) =>
        Numbers.TryInteger(a[0], out BigInteger other) ? t.Vm.Integer(Self(a) & other) : Value.Undefined;

    private static Value BitOr(VmThread t, Arguments a) =>
        Numbers.TryInteger(a[0], out BigInteger other) ? t.Vm.Integer(Self(a) | other) : Value.Undefined;

    private static Value BitXor(VmThread t, Arguments a) =>
        Numbers.TryInteger(a[0], out BigInteger other) ? t.Vm.Integer(Self(a) ^ other) : Value.Undefined;

    private static Value BitShift(VmThread t, Arguments a)
    {
        if (a[0].Ref is not null)
        {
            return Value.Undefined;
        }

        BigInteger self = Self(a);
        long shift = a[0].Bits;
        if (shift >= 0)
        {
            return self.IsZero ? Value.FromInteger(0) : self.GetBitLength() + shift < LargestBits && shift <= int.MaxValue ? t.Vm.Integer(self << (int)shift) : Value.Undefined;
        }

        return t.Vm.Integer(shift < -int.MaxValue ? (self.Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero) : self >> (int)-shift);
    }

    private static Value BitLength(VmThread t, Arguments a) => Value.FromInteger(BigInteger.Abs(Self(a)).GetBitLength());

    private static Value AsFloat(VmThread t, Arguments a) => Value.FromFloat(Numbers.ToDouble(Self(a)));

    private static Value PrintString(VmThread t, Arguments a) =>
        a[0].Ref is null && a[0].Bits is >= 2 and <= 36 ? t.Vm.NewString(IntegerText.Of(Self(a), (int)a[0].Bits)) : Value.Undefined;

    private static Value Hash(VmThread t, Arguments a)
    {
        Value self = a.Self;
        if (self.IsFloat)
        {
            double number = self.Float;
            bool isWhole = double.IsFinite(number) && Math.Truncate(number) == number;
            self = isWhole ? t.Vm.Integer(new BigInteger(number)) : self;
        }

        return Value.FromInteger(self.Ref is BigIntegerObject big ? Hashes.Of(big.Value.ToByteArray(), t.Vm.HashSeed) : Hashes.Of(self.Bits, t.Vm.HashSeed));
    }
}

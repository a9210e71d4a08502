using System.Numerics;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Integer: arithmetic and comparison, over 64-bit integers and big ones, floats and whatever can coerce.</summary>
internal static unsafe partial class IntegerPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("integer_add", &Add, 1);
        table.Add("integer_subtract", &Subtract, 1);
        table.Add("integer_multiply", &Multiply, 1);
        table.Add("integer_divide", &Divide, 1);
        table.Add("integer_div", &Div, 1);
        table.Add("integer_modulo", &Modulo, 1);
        table.Add("integer_remainder", &Remainder, 1);
        table.Add("integer_divmod", &DivMod, 1);
        table.Add("integer_fdiv", &FloatDivide, 1);
        table.Add("integer_power", &Power, 1, 2);
        table.Add("integer_negate", &Negate, 0);
        table.Add("integer_equal", &AreEqual, 1);
        table.Add("integer_compare", &Compare, 1);
        table.Add("integer_less", &Less, 1);
        table.Add("integer_less_equal", &LessEqual, 1);
        table.Add("integer_greater", &Greater, 1);
        table.Add("integer_greater_equal", &GreaterEqual, 1);
        table.Add("integer_gcd", &Gcd, 1);
        table.Add("integer_square_root", &SquareRoot, 1);
        table.Add("integer_hash", &Hash, 0);
        RegisterBits(table);
        RegisterText(table);
    }

    /// <summary>left op right by the coerce protocol: right.coerce(left), then the operator among the answers.</summary>
    public static Value Coerced(VmThread t, Value left, Value right, SymbolObject selector)
    {
        ArrayObject pair = CoercePair(t, left, right)
            ?? throw Coercions.TypeError(t, $"{(right.IsImmediate ? t.InspectText(right) : Coercions.ClassName(t, right))} can't be coerced into {Coercions.ClassName(t, left)}");
        return t.Send(pair.Slot(0), selector, pair.Slot(1));
    }

    /// <summary>A comparison by the coerce protocol; ArgumentError when there is none.</summary>
    public static Value CoercedComparison(VmThread t, Value left, Value right, SymbolObject selector)
    {
        ArrayObject pair = CoercePair(t, left, right) ?? throw Coercions.ComparisonFailed(t, left, right);
        Value answer = t.Send(pair.Slot(0), selector, pair.Slot(1));
        return answer.IsNil ? throw Coercions.ComparisonFailed(t, left, right) : answer;
    }

    /// <summary>What right.coerce(left) answers; null when it can't.</summary>
    public static ArrayObject? CoercePair(VmThread t, Value left, Value right)
    {
        if (right.Ref is StringObject or SymbolObject || (right.IsImmediate && !right.IsFloat && !right.IsFixnum) || !t.RespondsTo(right, t.Vm.Selectors.Coerce))
        {
            return null;
        }

        return t.Send(right, t.Vm.Selectors.Coerce, left).Ref is ArrayObject { Count: 2 } pair
            ? pair
            : throw Coercions.TypeError(t, "coerce must return [x, y]");
    }

    /// <summary>Quotient and remainder, rounded toward negative infinity.</summary>
    public static BigInteger FloorDivRem(BigInteger left, BigInteger right, out BigInteger rest)
    {
        BigInteger quotient = BigInteger.DivRem(left, right, out rest);
        if (!rest.IsZero && (rest.Sign < 0) != (right.Sign < 0))
        {
            quotient -= 1;
            rest += right;
        }

        return quotient;
    }

    private static bool IsInteger(Value value) => value.IsFixnum || value.Ref is BigIntegerObject;

    private static BigInteger Big(Value value) => Coercions.Big(value);

    private static Value Add(VmThread t, Arguments a)
    {
        Value left = a.Self, right = a[0];
        if (left.IsFixnum && right.IsFixnum)
        {
            long sum = unchecked(left.Bits + right.Bits);
            return ((left.Bits ^ sum) & (right.Bits ^ sum)) < 0 ? t.Vm.Integer((BigInteger)left.Bits + right.Bits) : Value.FromInteger(sum);
        }

        return IsInteger(right) ? t.Vm.Integer(Big(left) + Big(right))
            : right.IsFloat ? Value.FromFloat(Coercions.IntegerToDouble(left) + right.Float)
            : Coerced(t, left, right, t.Vm.Selectors.Plus);
    }

    private static Value Subtract(VmThread t, Arguments a)
    {
        Value left = a.Self, right = a[0];
        return IsInteger(right) ? t.Vm.Integer(Big(left) - Big(right))
            : right.IsFloat ? Value.FromFloat(Coercions.IntegerToDouble(left) - right.Float)
            : Coerced(t, left, right, t.Vm.Selectors.Minus);
    }

    private static Value Multiply(VmThread t, Arguments a)
    {
        Value left = a.Self, right = a[0];
        if (left.IsFixnum && right.IsFixnum)
        {
            long high = Math.BigMul(left.Bits, right.Bits, out long low);
            return high == low >> 63 ? Value.FromInteger(low) : t.Vm.Integer((BigInteger)left.Bits * right.Bits);
        }

        return IsInteger(right) ? t.Vm.Integer(Big(left) * Big(right))
            : right.IsFloat ? Value.FromFloat(Coercions.IntegerToDouble(left) * right.Float)
            : Coerced(t, left, right, t.Vm.Selectors.Times);
    }

    private static Value Divide(VmThread t, Arguments a)
    {
        Value right = a[0];
        return IsInteger(right) ? Quotient(t, a.Self, right)
            : right.IsFloat ? Value.FromFloat(Coercions.IntegerToDouble(a.Self) / right.Float)
            : Coerced(t, a.Self, right, t.Vm.Selectors.Divide);
    }

    private static Value Div(VmThread t, Arguments a)
    {
        Value right = a[0];
        if (IsInteger(right))
        {
            return Quotient(t, a.Self, right);
        }

        if (right.IsFloat)
        {
            return right.Float == 0 ? throw DividedByZero(t)
                : FloatRounding.ToInteger(t, Math.Floor(Coercions.IntegerToDouble(a.Self) / right.Float));
        }

        return Coerced(t, a.Self, right, t.Vm.Symbols.Intern("div"));
    }

    private static Value Quotient(VmThread t, Value left, Value right)
    {
        if (right.IsFixnum && right.Bits == 0)
        {
            throw DividedByZero(t);
        }

        if (left.IsFixnum && right.IsFixnum && right.Bits != -1)
        {
            long quotient = Math.DivRem(left.Bits, right.Bits, out long rest);
            return Value.FromInteger(rest != 0 && (rest < 0) != (right.Bits < 0) ? quotient - 1 : quotient);
        }

        return t.Vm.Integer(FloorDivRem(Big(left), Big(right), out _));
    }

    private static Value Modulo(VmThread t, Arguments a)
    {
        Value left = a.Self, right = a[0];
        if (right.IsFloat)
        {
            return Value.FromFloat(FloatPrimitives.FloorModulo(Coercions.IntegerToDouble(left), right.Float));
        }

        if (!IsInteger(right))
        {
            return Coerced(t, left, right, t.Vm.Selectors.Modulo);
        }

        if (right.IsFixnum && right.Bits is 0 or -1)
        {
            return right.Bits == 0 ? throw DividedByZero(t) : Value.FromInteger(0);
        }

        if (left.IsFixnum && right.IsFixnum)
        {
            long rest = left.Bits % right.Bits;
            return Value.FromInteger(rest != 0 && (rest < 0) != (right.Bits < 0) ? rest + right.Bits : rest);
        }

        FloorDivRem(Big(left), Big(right), out BigInteger bigRest);
        return t.Vm.Integer(bigRest);
    }

    private static Value Remainder(VmThread t, Arguments a)
    {
        Value right = a[0];
        if (right.IsFloat)
        {
            return Value.FromFloat(Coercions.IntegerToDouble(a.Self) % right.Float);
        }

        if (!IsInteger(right))
        {
            return Coerced(t, a.Self, right, t.Vm.Symbols.Intern("remainder"));
        }

        return Big(right).IsZero ? throw DividedByZero(t) : t.Vm.Integer(BigInteger.Remainder(Big(a.Self), Big(right)));
    }

    private static Value DivMod(VmThread t, Arguments a)
    {
        Value right = a[0];
        if (right.IsFloat)
        {
            return FloatPrimitives.DivModOf(t, Coercions.IntegerToDouble(a.Self), right.Float);
        }

        if (!IsInteger(right))
        {
            return Coerced(t, a.Self, right, t.Vm.Symbols.Intern("divmod"));
        }

        if (Big(right).IsZero)
        {
            throw DividedByZero(t);
        }

        BigInteger quotient = FloorDivRem(Big(a.Self), Big(right), out BigInteger rest);
        return t.Vm.NewArray([t.Vm.Integer(quotient), t.Vm.Integer(rest)], 2);
    }

    private static Value FloatDivide(VmThread t, Arguments a)
    {
        Value right = a[0];
        if (a.Self.Ref is BigIntegerObject || right.Ref is BigIntegerObject)
        {
            if (IsInteger(right) && !Big(right).IsZero)
            {
                return Value.FromFloat(Ratio(Big(a.Self), Big(right)));
            }
        }

        return IsInteger(right) || right.IsFloat
            ? Value.FromFloat(Coercions.IntegerToDouble(a.Self) / Coercions.ToDouble(t, right))
            : Coerced(t, a.Self, right, t.Vm.Symbols.Intern("fdiv"));
    }

    /// <summary>Quotient of big integers without overflowing on the way.</summary>
    private static double Ratio(BigInteger left, BigInteger right)
    {
        int shift = (int)Math.Max(0, Math.Max(left.GetBitLength(), right.GetBitLength()) - 1000);
        int scale = (int)Math.Max(0, 66 + right.GetBitLength() - left.GetBitLength());
        return shift == 0
            ? Coercions.BigToDouble(left) / Coercions.BigToDouble(right)
            : Math.ScaleB(Coercions.BigToDouble((left << scale) / right), -scale);
    }

    private static Value Power(VmThread t, Arguments a)
    {
        Value right = a[0];
        if (a.Count == 2)
        {
            return PowerModulo(t, a.Self, right, a[1]);
        }

        if (right.IsFloat)
        {
            return FloatPrimitives.Power(t, Coercions.IntegerToDouble(a.Self), right.Float);
        }

        if (!IsInteger(right))
        {
            return Coerced(t, a.Self, right, t.Vm.Symbols.Intern("**"));
        }

        BigInteger self = Big(a.Self);
        if (Big(right).Sign < 0)
        {
            return t.Send(t.Send(a.Self, t.Vm.Symbols.Intern("to_r")), t.Vm.Symbols.Intern("**"), right);
        }

        if (self.IsOne || self.IsZero)
        {
            return Value.FromInteger(Big(right).IsZero || self.IsOne ? 1 : 0);
        }

        if (self == BigInteger.MinusOne)
        {
            return Value.FromInteger(Big(right).IsEven ? 1 : -1);
        }

        if (!right.IsFixnum || right.Bits * self.GetBitLength() > 32L * 1024 * 1024 * 8)
        {
            throw Coercions.ArgumentError(t, "exponent is too large");
        }

        return t.Vm.Integer(BigInteger.Pow(self, (int)right.Bits));
    }

    private static Value PowerModulo(VmThread t, Value self, Value exponent, Value modulus)
    {
        if (!IsInteger(exponent))
        {
            throw Coercions.TypeError(t, "Integer#pow() 2nd argument not allowed unless a 1st argument is integer");
        }

        if (!IsInteger(modulus))
        {
            throw Coercions.TypeError(t, "Integer#pow() 2nd argument not allowed unless all arguments are integers");
        }

        if (Big(exponent).Sign < 0)
        {
            throw t.Error(t.Vm.Classes.RangeError, "Integer#pow() 1st argument cannot be negative when 2nd argument specified");
        }

        if (Big(modulus).IsZero)
        {
            throw DividedByZero(t);
        }

        FloorDivRem(BigInteger.ModPow(Big(self), Big(exponent), Big(modulus)), Big(modulus), out BigInteger rest);
        return t.Vm.Integer(rest);
    }

    private static Value Negate(VmThread t, Arguments a) => t.Vm.Integer(-Big(a.Self));

    private static Value AreEqual(VmThread t, Arguments a)
    {
        Value right = a[0];
        if (IsInteger(right))
        {
            return Value.FromBoolean(a.Self.IsFixnum ? Value.Same(a.Self, right) : Big(a.Self) == Big(right));
        }

        return right.IsFloat ? Value.FromBoolean(CompareToFloat(a.Self, right.Float) == 0)
            : right.IsImmediate || right.Ref is StringObject or SymbolObject or ArrayObject or HashObject ? Value.False
            : Value.FromBoolean(t.Send(right, t.Vm.Selectors.Equal, a.Self).IsTruthy);
    }

    private static Value Compare(VmThread t, Arguments a)
    {
        Value right = a[0];
        if (IsInteger(right))
        {
            return Value.FromInteger(Big(a.Self).CompareTo(Big(right)));
        }

        if (right.IsFloat)
        {
            return CompareToFloat(a.Self, right.Float) is { } order ? Value.FromInteger(order) : Value.Nil;
        }

        return CoercePair(t, a.Self, right) is { } pair ? t.Send(pair.Slot(0), t.Vm.Selectors.Compare, pair.Slot(1)) : Value.Nil;
    }

    /// <summary>Exact order of an integer and a double; null for NaN.</summary>
    public static int? CompareToFloat(Value left, double right)
    {
        if (double.IsNaN(right))
        {
            return null;
        }

        if (double.IsInfinity(right))
        {
            return right > 0 ? -1 : 1;
        }

        double whole = Math.Truncate(right);
        int order = Big(left).CompareTo(new BigInteger(whole));
        return order != 0 ? Math.Sign(order) : whole.CompareTo(right);
    }

    private static int? Order(Value left, Value right) =>
        IsInteger(right) ? (left.IsFixnum && right.IsFixnum ? left.Bits.CompareTo(right.Bits) : Big(left).CompareTo(Big(right)))
            : right.IsFloat ? CompareToFloat(left, right.Float) : int.MaxValue;

    private static Value Less(VmThread t, Arguments a) => Order(a.Self, a[0]) is not int.MaxValue and var order
        ? Value.FromBoolean(order < 0) : CoercedComparison(t, a.Self, a[0], t.Vm.Selectors.Less);

    private static Value LessEqual(VmThread t, Arguments a) => Order(a.Self, a[0]) is not int.MaxValue and var order
        ? Value.FromBoolean(order <= 0) : CoercedComparison(t, a.Self, a[0], t.Vm.Selectors.LessEqual);

    private static Value Greater(VmThread t, Arguments a) => Order(a.Self, a[0]) is not int.MaxValue and var order
        ? Value.FromBoolean(order > 0) : CoercedComparison(t, a.Self, a[0], t.Vm.Selectors.Greater);

    private static Value GreaterEqual(VmThread t, Arguments a) => Order(a.Self, a[0]) is not int.MaxValue and var order
        ? Value.FromBoolean(order >= 0) : CoercedComparison(t, a.Self, a[0], t.Vm.Selectors.GreaterEqual);

    private static Value Gcd(VmThread t, Arguments a) => IsInteger(a[0])
        ? t.Vm.Integer(BigInteger.GreatestCommonDivisor(Big(a.Self), Big(a[0])))
        : throw Coercions.TypeError(t, "not an integer");

    private static Value SquareRoot(VmThread t, Arguments a)
    {
        BigInteger number = Big(Coercions.ToInteger(t, a[0]));
        if (number.Sign < 0)
        {
            throw t.Error(Coercions.ClassNamed(t, "Math", "DomainError"), "Numerical argument is out of domain - isqrt");
        }

        if (number.IsZero)
        {
            return Value.FromInteger(0);
        }

        BigInteger guess = BigInteger.One << (int)((number.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (guess + (number / guess)) >> 1;
            if (next >= guess)
            {
                return t.Vm.Integer(guess);
            }

            guess = next;
        }
    }

    private static Value Hash(VmThread t, Arguments a) => Value.FromInteger(
        a.Self.IsFixnum ? HashAccess.HashOf(t, a.Self) : HashAccess.HashBytes(Big(a.Self).ToByteArray(), t.Vm.HashSeed));

    private static GuestException DividedByZero(VmThread t) => t.Error(t.Vm.Classes.ZeroDivisionError, "divided by 0");
}

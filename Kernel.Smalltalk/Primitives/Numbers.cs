using System.Numerics;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>What the arithmetic primitives share: integers of any size, and exact comparison with floats.</summary>
internal static class Numbers
{
    /// <summary>The value of an Integer; false for anything else.</summary>
    public static bool TryInteger(Value value, out BigInteger integer)
    {
        if (value.Ref is null)
        {
            integer = value.Bits;
            return true;
        }

        integer = value.Ref is BigIntegerObject big ? big.Value : BigInteger.Zero;
        return value.Ref is BigIntegerObject;
    }

    /// <summary>The nearest double of an Integer or Float; false for anything else.</summary>
    public static bool TryDouble(Value value, out double number)
    {
        number = value.IsFloat ? value.Float : value.Ref is null ? value.Bits : value.Ref is BigIntegerObject big ? ToDouble(big.Value) : 0;
        return value.IsFloat || value.Ref is null or BigIntegerObject;
    }

    /// <summary>Nearest double, ties to even; infinity beyond the range.</summary>
    public static double ToDouble(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return (long)value;
        }

        // Keep 64 bits, the lowest of them sticky, so that one rounding is done, by the conversion below.
        BigInteger magnitude = BigInteger.Abs(value);
        int shift = (int)(magnitude.GetBitLength() - 64);
        var top = (ulong)(magnitude >> shift);
        bool isInexact = shift > 0 && (magnitude & ((BigInteger.One << shift) - 1)) != 0;
        double result = Math.ScaleB((double)(isInexact ? top | 1 : top), shift);
        return value.Sign < 0 ? -result : result;
    }

    /// <summary>Sign of left - right, exact; null if one is not-a-number or no number.</summary>
    public static int? Compare(Value left, Value right)
    {
        if (left.Ref is null && right.Ref is null)
        {
            return left.Bits.CompareTo(right.Bits);
        }

        if (left.IsFloat && right.IsFloat)
        {
            return double.IsNaN(left.Float) || double.IsNaN(right.Float) ? null : left.Float == right.Float ? 0 : left.Float < right.Float ? -1 : 1;
        }

        if (TryInteger(left, out BigInteger integer))
        {
            return TryInteger(right, out BigInteger other) ? integer.CompareTo(other)
                : right.IsFloat ? -CompareFloat(right.Float, integer)
                : null;
        }

        return left.IsFloat && TryInteger(right, out integer) ? CompareFloat(left.Float, integer) : null;
    }

    private static int? CompareFloat(double number, BigInteger integer)
    {
        if (double.IsNaN(number))
        {
            return null;
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? 1 : -1;
        }

        double whole = Math.Truncate(number);
        int sign = new BigInteger(whole).CompareTo(integer);
        return sign != 0 ? sign : number.CompareTo(whole);
    }

    /// <summary>True when both are numbers that the primitives take.</summary>
    public static bool IsNumber(Value value) => value.IsFloat || value.Ref is null or BigIntegerObject;
}

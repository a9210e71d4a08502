using System.Numerics;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Rounding of integers to tens, hundreds and so on.</summary>
internal static class IntegerRounding
{
    /// <summary>
    /// Rounds to a negative number of digits. <paramref name="fractionSign"/> tells that a fraction of that sign was cut off
    /// before, which decides floors and halves.
    /// </summary>
    public static Value Round(VmThread t, Value value, int digits, FloatRounding.Mode mode, int fractionSign = 0)
    {
        if (digits >= 0)
        {
            return value;
        }

        BigInteger number = Coercions.Big(value);
        if (-digits > 400 + (number.GetBitLength() / 3))
        {
            return Value.FromInteger(0);
        }

        BigInteger unit = BigInteger.Pow(10, -digits);
        BigInteger below = BigInteger.DivRem(number, unit, out BigInteger rest);
        if (rest.Sign < 0 || (rest.IsZero && fractionSign < 0))
        {
            below -= 1;
            rest += unit;
        }

        bool isExact = (rest.IsZero || rest == unit) && fractionSign == 0;
        int half = (rest * 2).CompareTo(unit);
        bool up = !isExact && mode switch
        {
            FloatRounding.Mode.Floor => false,
            FloatRounding.Mode.Ceiling => true,
            FloatRounding.Mode.Truncate => number.Sign < 0,
            FloatRounding.Mode.HalfUp => half > 0 || (half == 0 && number.Sign > 0),
            FloatRounding.Mode.HalfDown => half > 0 || (half == 0 && number.Sign < 0),
            _ => half > 0 || (half == 0 && !below.IsEven),
        };
        return t.Vm.Integer((up ? below + 1 : below) * unit);
    }

    /// <summary>The mode that <c>half: :up</c>, <c>:even</c>, <c>:down</c> or nil names.</summary>
    public static FloatRounding.Mode ModeOf(VmThread t, Value half)
    {
        if (half.IsNil || half.IsUndefined)
        {
            return FloatRounding.Mode.HalfUp;
        }

        string name = half.Ref is SymbolObject or StringObject ? Coercions.ToName(t, half) : t.InspectText(half);
        return name switch
        {
            "up" => FloatRounding.Mode.HalfUp,
            "even" => FloatRounding.Mode.HalfEven,
            "down" => FloatRounding.Mode.HalfDown,
            _ => throw Coercions.ArgumentError(t, $"invalid rounding mode: {name}"),
        };
    }
}

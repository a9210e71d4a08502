using System.Numerics;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Rounding of doubles to integers and to decimal digits, with MRI's results.</summary>
internal static class FloatRounding
{
    /// <summary>Which neighbour a rounding takes.</summary>
    public enum Mode
    {
        /// <summary>Toward negative infinity.</summary>
        Floor,

        /// <summary>Toward positive infinity.</summary>
        Ceiling,

        /// <summary>Toward zero.</summary>
        Truncate,

        /// <summary>Nearest, halves away from zero.</summary>
        HalfUp,

        /// <summary>Nearest, halves to the even one.</summary>
        HalfEven,

        /// <summary>Nearest, halves toward zero.</summary>
        HalfDown,
    }

    /// <summary>The integer part; FloatDomainError for NaN and infinities.</summary>
    public static Value ToInteger(VmThread t, double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            throw t.Error(t.Vm.Classes.FloatDomainError, FloatText.ToText(value));
        }

        double whole = Math.Truncate(value);
        return whole is >= -9.2e18 and <= 9.2e18 ? Value.FromInteger((long)whole) : t.Vm.Integer(new BigInteger(whole));
    }

    /// <summary>Rounded to an integer.</summary>
    public static Value Round(VmThread t, double value, Mode mode) => ToInteger(t, Whole(value, mode));

    /// <summary>Rounded to decimal digits: a Float for positive digits, else an Integer.</summary>
    public static Value Round(VmThread t, double value, int digits, Mode mode)
    {
        if (digits <= 0)
        {
            Value whole = digits == 0 ? Round(t, value, mode) : ToInteger(t, value);
            return digits == 0 ? whole : IntegerRounding.Round(t, whole, digits, mode, value != Math.Truncate(value) ? Math.Sign(value) : 0);
        }

        if (double.IsNaN(value) || double.IsInfinity(value) || value == 0)
        {
            return Value.FromFloat(value);
        }

        int exponent = Math.ILogB(value) + 1;
        if (digits >= 17 - (exponent > 0 ? exponent / 4 : (exponent / 3) - 1))
        {
            return Value.FromFloat(value);
        }

        if (digits < -(exponent > 0 ? (exponent / 3) + 1 : exponent / 4))
        {
            return Value.FromFloat(mode == Mode.Ceiling && value > 0 ? Math.Pow(10, -digits) : mode == Mode.Floor && value < 0 ? -Math.Pow(10, -digits) : 0.0);
        }

        return Value.FromFloat(Exact(value, digits, mode));
    }

    private static double Whole(double value, Mode mode) => mode switch
    {
        Mode.Floor => Math.Floor(value),
        Mode.Ceiling => Math.Ceiling(value),
        Mode.Truncate => Math.Truncate(value),
        Mode.HalfUp => Math.Round(value, MidpointRounding.AwayFromZero),
        Mode.HalfEven => Math.Round(value, MidpointRounding.ToEven),
        _ => Math.Abs(value - Math.Truncate(value)) == 0.5 ? Math.Truncate(value) : Math.Round(value, MidpointRounding.AwayFromZero),
    };

    /// <summary>MRI decides halves on the value times the power of ten, so 2.675 goes to 2.68; then corrects by one.</summary>
    private static double Exact(double value, int digits, Mode mode)
    {
        if (digits > 22)
        {
            return value;
        }

        double scale = Math.Pow(10, digits);
        double scaled = value * scale;
        if (double.IsInfinity(scaled))
        {
            return value;
        }

        double whole = Whole(scaled, mode);
        switch (mode)
        {
            case Mode.HalfUp:
                if (value > 0 && (whole + 0.5) / scale <= value)
                {
                    whole += 1;
                }
                else if (value < 0 && (whole - 0.5) / scale >= value)
                {
                    whole -= 1;
                }

                break;
            case Mode.Floor when (whole + 1) / scale <= value:
                whole += 1;
                break;
            case Mode.Ceiling when (whole - 1) / scale >= value:
                whole -= 1;
                break;
            case Mode.Truncate when value > 0 && (whole + 1) / scale <= value:
                whole += 1;
                break;
            case Mode.Truncate when value < 0 && (whole - 1) / scale >= value:
                whole -= 1;
                break;
        }

        return whole / scale;
    }
}

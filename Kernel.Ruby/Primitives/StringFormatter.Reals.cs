using System.Globalization;
using System.Numerics;

namespace Kernel.Ruby.Primitives;

/// <summary>Formatting: %f, %e, %g, %a, as C's printf shows doubles.</summary>
internal sealed partial class StringFormatter
{
    private void Real(double value, char directive)
    {
        string sign = double.IsNegative(value) && !double.IsNaN(value) ? "-" : _plus ? "+" : _space ? " " : "";
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            Pad(sign + (double.IsNaN(value) ? "NaN" : "Inf"));
            return;
        }

        double magnitude = Math.Abs(value);
        string digits = char.ToLowerInvariant(directive) switch
        {
            'f' => Fixed(magnitude, _precision < 0 ? 6 : _precision),
            'e' => Exponential(magnitude, _precision < 0 ? 6 : _precision),
            'g' => Shorter(magnitude, _precision < 0 ? 6 : Math.Max(1, _precision)),
            _ => Hexadecimal(magnitude),
        };
        if (char.IsUpper(directive))
        {
            digits = digits.ToUpperInvariant();
        }

        if (_zero && !_minus)
        {
            int prefix = directive is 'a' or 'A' ? 2 : 0;
            digits = digits[..prefix] + digits[prefix..].PadLeft(Math.Max(0, _width - sign.Length - prefix), '0');
        }

        Pad(sign + digits);
    }

    /// <summary>Exact decimal expansion of a double, rounded half to even at so many digits behind the point.</summary>
    private string Fixed(double value, int decimals)
    {
        string text = Scaled(value, decimals).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return decimals == 0 ? text + (_alternate ? "." : "") : text[..^decimals] + "." + text[^decimals..];
    }

    /// <summary>value * 10^decimals, rounded to an integer, exactly.</summary>
    private static BigInteger Scaled(double value, int decimals)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52);
        exponent = Math.Max(exponent, 1) - 1075;
        BigInteger numerator = decimals >= 0 ? mantissa * BigInteger.Pow(10, decimals) : mantissa;
        BigInteger denominator = decimals < 0 ? BigInteger.Pow(10, -decimals) : BigInteger.One;
        if (exponent >= 0)
        {
            numerator <<= exponent;
        }
        else
        {
            denominator <<= -exponent;
        }

        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        int half = (rest * 2).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    /// <summary>Digits with one before the point, and the power of ten.</summary>
    private static (string Digits, int Exponent) Mantissa(double value, int decimals)
    {
        if (value == 0)
        {
            return (new string('0', decimals + 1), 0);
        }

        int exponent = (int)Math.Floor(Math.Log10(value));
        string digits = Scaled(value, decimals - exponent).ToString(CultureInfo.InvariantCulture);
        if (digits.Length != decimals + 1)
        {
            exponent += digits.Length - decimals - 1;
            digits = Scaled(value, decimals - exponent).ToString(CultureInfo.InvariantCulture);
        }

        return (digits, exponent);
    }

    private string Exponential(double value, int decimals)
    {
        (string digits, int exponent) = Mantissa(value, decimals);
        return WithExponent(digits, exponent);
    }

    private string WithExponent(string digits, int exponent)
    {
        string point = digits.Length > 1 || _alternate ? "." : "";
        return $"{digits[0]}{point}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private string Shorter(double value, int significant)
    {
        (string digits, int exponent) = Mantissa(value, significant - 1);
        if (exponent < -4 || exponent >= significant)
        {
            string kept = _alternate ? digits : digits[..1] + digits[1..].TrimEnd('0');
            return WithExponent(kept, exponent);
        }

        string text = Fixed(value, significant - 1 - exponent);
        return _alternate || !text.Contains('.') ? text : text.TrimEnd('0').TrimEnd('.');
    }

    private string Hexadecimal(double value)
    {
        if (value == 0)
        {
            return "0x0" + (_precision > 0 ? "." + new string('0', _precision) : "") + "p+0";
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        long fraction = bits & 0xF_FFFF_FFFF_FFFF;
        int lead = 1;
        if (exponent == -1023)
        {
            exponent = -1022;
            lead = 0;
        }

        string digits = fraction.ToString("x13", CultureInfo.InvariantCulture).TrimEnd('0');
        if (_precision >= 0)
        {
            digits = digits.PadRight(_precision, '0')[.._precision];
        }

        return $"0x{lead}{(digits.Length > 0 ? "." + digits : "")}p{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
    }
}

using System.Globalization;
using System.Numerics;
using System.Text;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Digits of integers.</summary>
internal static class IntegerText
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Digits in a radix from 2 to 36, upper case, with a minus if negative.</summary>
    public static string Of(BigInteger value, int radix)
    {
        if (radix == 10)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        var text = new StringBuilder();
        Append(text, BigInteger.Abs(value), radix, 0);
        return value.Sign < 0 ? "-" + text : text.ToString();
    }

    /// <summary>Divides at half of the digits, so that long numbers take less than square time.</summary>
    private static void Append(StringBuilder text, BigInteger value, int radix, int width)
    {
        if (value <= ulong.MaxValue)
        {
            AppendSmall(text, (ulong)value, radix, width);
            return;
        }

        int half = (int)(BigInteger.Log(value, radix) / 2) + 1;
        BigInteger high = BigInteger.DivRem(value, BigInteger.Pow(radix, half), out BigInteger low);
        Append(text, high, radix, Math.Max(0, width - half));
        Append(text, low, radix, half);
    }

    private static void AppendSmall(StringBuilder text, ulong value, int radix, int width)
    {
        Span<char> digits = stackalloc char[64];
        int start = digits.Length;
        do
        {
            digits[--start] = Digits[(int)(value % (ulong)radix)];
            value /= (ulong)radix;
        }
        while (value != 0);
        text.Append('0', Math.Max(0, width - (digits.Length - start))).Append(digits[start..]);
    }
}

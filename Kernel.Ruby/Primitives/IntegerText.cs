using System.Globalization;
using System.Numerics;
using System.Text;

namespace Kernel.Ruby.Primitives;

/// <summary>Integers as digits of a base, both ways.</summary>
internal static class IntegerText
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>Text of an integer in a base from 2 to 36.</summary>
    public static string ToText(BigInteger value, int radix)
    {
        if (radix == 10)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        if (value.IsZero)
        {
            return "0";
        }

        StringBuilder reversed = new();
        BigInteger rest = BigInteger.Abs(value);
        while (rest > ulong.MaxValue)
        {
            rest = BigInteger.DivRem(rest, radix, out BigInteger digit);
            reversed.Append(Digits[(int)digit]);
        }

        for (ulong low = (ulong)rest; low != 0; low /= (uint)radix)
        {
            reversed.Append(Digits[(int)(low % (uint)radix)]);
        }

        char[] text = reversed.ToString().ToCharArray();
        Array.Reverse(text);
        return value.Sign < 0 ? "-" + new string(text) : new string(text);
    }

    /// <summary>Value of a digit, 99 for anything else.</summary>
    public static int DigitOf(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 10,
        >= (byte)'A' and <= (byte)'Z' => character - 'A' + 10,
        _ => 99,
    };

    /// <summary>
    /// Reads an integer: blanks, sign, prefix, digits with single underscores. Base 0 takes any prefix, else 10. In strict
    /// mode the whole text must belong to it and null says that it doesn't; otherwise reading ends at the first odd byte.
    /// </summary>
    public static BigInteger? Parse(ReadOnlySpan<byte> text, int radix, bool strict)
    {
        int i = 0;
        while (i < text.Length && IsSpace(text[i]))
        {
            i++;
        }

        bool negative = false;
        if (i < text.Length && text[i] is (byte)'+' or (byte)'-')
        {
            negative = text[i++] == '-';
        }

        int prefixed = i + 1 < text.Length && text[i] == '0' ? PrefixRadix(text[i + 1]) : 0;
        bool octal = radix <= 0 && prefixed == 0 && i + 1 < text.Length && text[i] == '0' && text[i + 1] is (>= (byte)'0' and <= (byte)'9') or (byte)'_';
        if (prefixed != 0 && (radix <= 0 || radix == prefixed) && i + 2 < text.Length && DigitOf(text[i + 2]) < prefixed)
        {
            radix = prefixed;
            i += 2;
        }
        else if (octal)
        {
            radix = 8;
        }

        return Digits10(text, i, radix <= 0 ? 10 : radix, negative, strict);
    }

    private static BigInteger? Digits10(ReadOnlySpan<byte> text, int i, int radix, bool negative, bool strict)
    {
        StringBuilder digits = new();
        bool afterDigit = false;
        for (; i < text.Length; i++)
        {
            if (DigitOf(text[i]) < radix)
            {
                digits.Append((char)text[i]);
                afterDigit = true;
            }
            else if (text[i] == '_' && afterDigit)
            {
                afterDigit = false;
            }
            else
            {
                break;
            }
        }

        if (strict)
        {
            bool ended = afterDigit;
            while (i < text.Length && IsSpace(text[i]))
            {
                i++;
            }

            if (!ended || i < text.Length)
            {
                return null;
            }
        }

        BigInteger value = radix == 10 && digits.Length > 0
            ? BigInteger.Parse(digits.ToString(), CultureInfo.InvariantCulture)
            : Accumulate(digits, radix);
        return negative ? -value : value;
    }

    /// <summary>True for what Ruby skips around numbers: blank, tab to carriage return.</summary>
    public static bool IsSpace(byte character) => character is (byte)' ' or (>= 9 and <= 13);

    private static BigInteger Accumulate(StringBuilder digits, int radix)
    {
        BigInteger value = BigInteger.Zero;
        for (int i = 0; i < digits.Length; i++)
        {
            value = (value * radix) + DigitOf((byte)digits[i]);
        }

        return value;
    }

    private static int PrefixRadix(byte mark) => mark switch
    {
        (byte)'x' or (byte)'X' => 16,
        (byte)'b' or (byte)'B' => 2,
        (byte)'o' or (byte)'O' => 8,
        (byte)'d' or (byte)'D' => 10,
        _ => 0,
    };
}

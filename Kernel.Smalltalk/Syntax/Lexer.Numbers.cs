using System.Globalization;
using System.Numerics;

namespace Kernel.Smalltalk.Syntax;

/// <summary>
/// Numbers without sign: <c>12</c>, <c>16rFF</c> (also <c>16#FF</c>), <c>2r1e8</c>, <c>1e6</c>, <c>1.5</c>, <c>1.5e-3</c>, <c>1.50s2</c>.
/// A whole number with a negative exponent is a float.
/// </summary>
public sealed partial class Lexer
{
    private const int LargestExponent = 20_000;

    private Token ReadNumber()
    {
        int start = _position;
        int end = DigitsEnd(start);
        if (PeekAt(end) == 'r' || (PeekAt(end) == '#' && char.IsAsciiLetterOrDigit(PeekAt(end + 1))))
        {
            int digits = end + (PeekAt(end + 1) == '-' ? 2 : 1);
            if (DigitValue(PeekAt(digits)) < 36)
            {
                return ReadRadixNumber(start, end, digits);
            }
        }

        int whole = end;
        if (PeekAt(end) == '.' && char.IsAsciiDigit(PeekAt(end + 1)))
        {
            end = DigitsEnd(end + 1);
        }

        if (ScaleEnd(end) is int scaleEnd and > 0)
        {
            return ReadScaledDecimal(start, whole, end, scaleEnd);
        }

        return ReadDecimal(start, whole, end);
    }

    private Token ReadDecimal(int start, int whole, int end)
    {
        int exponent = 0;
        bool isFloat = end > whole;
        string mantissa = _text[start..end];
        if (HasExponent(end))
        {
            isFloat |= char.ToLowerInvariant(_text[end]) != 'e';
            exponent = ReadExponent(ref end);
        }

        isFloat |= exponent < 0;
        Token token = Cut(isFloat ? TokenKind.Float : TokenKind.Integer, start, end);
        return isFloat
            ? token with { Double = double.Parse($"{mantissa}e{exponent}", NumberStyles.Float, CultureInfo.InvariantCulture) }
            : token with { Number = BigInteger.Parse(mantissa, CultureInfo.InvariantCulture) * BigInteger.Pow(10, exponent) };
    }

    private Token ReadScaledDecimal(int start, int whole, int end, int scaleEnd)
    {
        int fractionDigits = end > whole ? end - whole - 1 : 0;
        int scale = fractionDigits;
        if (scaleEnd > end + 1 && (!int.TryParse(_text.AsSpan(end + 1, scaleEnd - end - 1), out scale) || scale > LargestExponent))
        {
            throw Error(end, $"the scale of this number is beyond the largest, {LargestExponent}");
        }

        string digits = _text[start..end].Replace(".", "");
        return Cut(TokenKind.ScaledDecimal, start, scaleEnd) with
        {
            Number = BigInteger.Parse(digits, CultureInfo.InvariantCulture),
            FractionDigits = fractionDigits,
            Scale = scale,
        };
    }

    private Token ReadRadixNumber(int start, int radixEnd, int digits)
    {
        if (!int.TryParse(_text.AsSpan(start, radixEnd - start), out int radix) || radix is < 2 or > 36)
        {
            throw Error(start, $"radix {_text[start..radixEnd]} is not between 2 and 36");
        }

        BigInteger value = BigInteger.Zero;
        int end = digits;
        for (; char.IsAsciiLetterOrDigit(PeekAt(end)); end++)
        {
            int digit = DigitValue(_text[end]);
            if (digit < radix)
            {
                value = (value * radix) + digit;
            }
            else if (char.IsAsciiLetterLower(_text[end]))
            {
                break;
            }
            else
            {
                throw Error(end, $"'{_text[end]}' is not a digit of radix {radix}");
            }
        }

        if (end == digits)
        {
            throw Error(start, $"no digit of radix {radix} follows");
        }

        if (HasExponent(end))
        {
            int exponentStart = end;
            int exponent = ReadExponent(ref end);
            value *= exponent >= 0 ? BigInteger.Pow(radix, exponent) : throw Error(exponentStart, "a number with a radix cannot have a negative exponent");
        }

        bool isNegative = _text[digits - 1] == '-';
        return Cut(TokenKind.Integer, start, end) with { Number = isNegative ? -value : value };
    }

    private bool HasExponent(int end)
    {
        if (char.ToLowerInvariant(PeekAt(end)) is not ('e' or 'd' or 'q'))
        {
            return false;
        }

        char next = PeekAt(end + 1);
        return char.IsAsciiDigit(next) || (next is '-' or '+' && char.IsAsciiDigit(PeekAt(end + 2)));
    }

    /// <summary>Reads the exponent whose letter stands at <paramref name="end"/>, and moves behind it.</summary>
    private int ReadExponent(ref int end)
    {
        int letter = end;
        int sign = PeekAt(end + 1) is '-' or '+' ? 1 : 0;
        end = DigitsEnd(letter + 1 + sign);
        if (!int.TryParse(_text.AsSpan(letter + 1 + sign, end - letter - 1 - sign), out int exponent) || exponent > LargestExponent)
        {
            throw Error(letter, $"this exponent is beyond the largest, {LargestExponent}");
        }

        return PeekAt(letter + 1) == '-' ? -exponent : exponent;
    }

    /// <summary>The end of <c>s</c> or <c>p</c> with its digits, or 0 if the letter begins a name.</summary>
    private int ScaleEnd(int end)
    {
        if (PeekAt(end) is not ('s' or 'p'))
        {
            return 0;
        }

        int scaleEnd = DigitsEnd(end + 1);
        return IsNamePart(PeekAt(scaleEnd)) || PeekAt(scaleEnd) == ':' ? 0 : scaleEnd;
    }

    private int DigitsEnd(int offset)
    {
        while (char.IsAsciiDigit(PeekAt(offset)))
        {
            offset++;
        }

        return offset;
    }

    private static int DigitValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'Z' => c - 'A' + 10,
        >= 'a' and <= 'z' => c - 'a' + 10,
        _ => int.MaxValue,
    };
}

using System.Globalization;
using System.Numerics;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>The values of number literals.</summary>
internal sealed partial class Parser
{
    private Node ParseNumber(int start, bool isNegative)
    {
        SourceSpan digits = _lex.Span;
        if (_lex.Kind != Lexing.TokenKind.Number)
        {
            throw Unexpected("a number");
        }
        _lex.Advance();
        return MakeNumber(start, digits, isNegative);
    }

    /// <summary>The number in a span of text; a sign may stand before it, from <paramref name="start"/> on.</summary>
    private Node MakeNumber(int start, SourceSpan digits, bool isNegative)
    {
        var span = new SourceSpan(start, digits.End);
        string text = System.Text.Encoding.ASCII.GetString(_lex.Slice(digits.Start, digits.End)).Replace("_", "", StringComparison.Ordinal);
        bool isImaginary = text[^1] == 'i';
        text = isImaginary ? text[..^1] : text;
        Node number = MakeReal(span, text, isNegative);
        return isImaginary ? new ImaginaryNode(span, number) : number;
    }

    private static Node MakeReal(SourceSpan span, string text, bool isNegative)
    {
        IntegerBaseFlags radix = RadixOf(text, out int prefix);
        bool isRational = text[^1] == 'r';
        text = isRational ? text[..^1] : text;
        if (radix == IntegerBaseFlags.Decimal && text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
        {
            if (isRational)
            {
                return MakeDecimalRational(span, text, isNegative);
            }
            double value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            return new FloatNode(span, isNegative ? -value : value);
        }
        BigInteger integer = ParseInteger(text.AsSpan(prefix), radix);
        integer = isNegative ? -integer : integer;
        return isRational ? new RationalNode(span, radix, integer, BigInteger.One) : new IntegerNode(span, radix, integer);
    }

    private static IntegerBaseFlags RadixOf(string text, out int prefix)
    {
        prefix = 0;
        if (text.Length < 2 || text[0] != '0' || text[1] is '.' or 'e' or 'E' or 'r')
        {
            return IntegerBaseFlags.Decimal;
        }
        prefix = 2;
        switch (text[1])
        {
            case 'x' or 'X': return IntegerBaseFlags.Hexadecimal;
            case 'b' or 'B': return IntegerBaseFlags.Binary;
            case 'o' or 'O': return IntegerBaseFlags.Octal;
            case 'd' or 'D': return IntegerBaseFlags.Decimal;
            default:
                prefix = 1;
                return IntegerBaseFlags.Octal;
        }
    }

    private static BigInteger ParseInteger(ReadOnlySpan<char> digits, IntegerBaseFlags radix)
    {
        int bits = radix switch
        {
            IntegerBaseFlags.Binary => 1,
            IntegerBaseFlags.Octal => 3,
            IntegerBaseFlags.Hexadecimal => 4,
            _ => 0,
        };
        if (bits == 0)
        {
            return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long small)
                ? small : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        }
        BigInteger value = BigInteger.Zero;
        foreach (char digit in digits)
        {
            value = (value << bits) | Lexing.CharacterClass.DigitValue((byte)digit);
        }
        return value;
    }

    private static RationalNode MakeDecimalRational(SourceSpan span, string text, bool isNegative)
    {
        int point = text.IndexOf('.');
        BigInteger numerator = BigInteger.Parse(text.Remove(point, 1), NumberStyles.None, CultureInfo.InvariantCulture);
        BigInteger denominator = BigInteger.Pow(10, text.Length - point - 1);
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        numerator /= divisor;
        return new RationalNode(span, IntegerBaseFlags.Decimal, isNegative ? -numerator : numerator, denominator / divisor);
    }
}

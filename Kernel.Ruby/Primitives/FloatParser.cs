using System.Globalization;
using System.Text;

namespace Kernel.Ruby.Primitives;

/// <summary>Reads doubles from text as String#to_f (lenient) and Kernel#Float (strict) do.</summary>
internal static class FloatParser
{
    /// <summary>The number at the start of a text; null in strict mode when the text is not exactly a number.</summary>
    public static double? Parse(ReadOnlySpan<byte> text, bool strict)
    {
        int i = 0;
        while (i < text.Length && IntegerText.IsSpace(text[i]))
        {
            i++;
        }

        int start = i;
        if (i < text.Length && text[i] is (byte)'+' or (byte)'-')
        {
            i++;
        }

        if (strict && i + 1 < text.Length && text[i] == '0' && text[i + 1] is (byte)'x' or (byte)'X')
        {
            return IntegerText.Parse(text, 16, strict: true) is { } hex ? Coercions.BigToDouble(hex) : null;
        }

        StringBuilder number = new();
        if (i > start && text[start] == '-')
        {
            number.Append('-');
        }

        bool hasDigits = ReadDigits(text, ref i, number);
        if (hasDigits && i + 1 < text.Length && text[i] == '.' && text[i + 1] is >= (byte)'0' and <= (byte)'9')
        {
            i++;
            number.Append('.');
            ReadDigits(text, ref i, number);
        }
        else if (!hasDigits && i + 1 < text.Length && text[i] == '.' && text[i + 1] is >= (byte)'0' and <= (byte)'9')
        {
            i++;
            number.Append("0.");
            hasDigits = ReadDigits(text, ref i, number);
        }

        if (hasDigits)
        {
            ReadExponent(text, ref i, number);
        }

        while (strict && i < text.Length && IntegerText.IsSpace(text[i]))
        {
            i++;
        }

        if (strict && (!hasDigits || i < text.Length))
        {
            return null;
        }

        return hasDigits ? double.Parse(number.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture) : 0.0;
    }

    private static void ReadExponent(ReadOnlySpan<byte> text, ref int i, StringBuilder number)
    {
        if (i >= text.Length || text[i] is not ((byte)'e' or (byte)'E'))
        {
            return;
        }

        int next = i + 1;
        bool signed = next < text.Length && text[next] is (byte)'+' or (byte)'-';
        int digit = signed ? next + 1 : next;
        if (digit < text.Length && text[digit] is >= (byte)'0' and <= (byte)'9')
        {
            number.Append('e');
            if (signed)
            {
                number.Append((char)text[next]);
            }

            i = digit;
            ReadDigits(text, ref i, number);
        }
    }

    private static bool ReadDigits(ReadOnlySpan<byte> text, ref int i, StringBuilder number)
    {
        int start = i;
        while (i < text.Length)
        {
            if (text[i] is >= (byte)'0' and <= (byte)'9')
            {
                number.Append((char)text[i++]);
            }
            else if (text[i] == '_' && i > start && i + 1 < text.Length && text[i + 1] is >= (byte)'0' and <= (byte)'9')
            {
                i++;
            }
            else
            {
                break;
            }
        }

        return i > start;
    }
}

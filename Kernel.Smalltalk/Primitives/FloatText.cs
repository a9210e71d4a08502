using System.Globalization;

namespace Kernel.Smalltalk.Primitives;

/// <summary>The shortest text of a double that reads back the same: plain from 0.0001 up to 1e16, with an exponent beyond, as Ruby has it.</summary>
internal static class FloatText
{
    /// <summary>Text of a double.</summary>
    public static string Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        if (value == 0)
        {
            return double.IsNegative(value) ? "-0.0" : "0.0";
        }

        // "E16" style gives d.ddde+xx of the shortest digits.
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        string sign = text[0] == '-' ? "-" : "";
        (string digits, int point) = Parts(text.AsSpan(sign.Length));
        if (point is > -4 and <= 16)
        {
            return sign + Plain(digits, point);
        }

        string fraction = digits.Length > 1 ? digits[1..] : "0";
        int exponent = point - 1;
        string exponentText = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return $"{sign}{digits[0]}.{fraction}e{(exponent < 0 ? '-' : '+')}{exponentText}";
    }

    /// <summary>Significant digits, and where the point stands from their left.</summary>
    private static (string Digits, int Point) Parts(ReadOnlySpan<char> text)
    {
        int exponentAt = text.IndexOf('E');
        int exponent = exponentAt < 0 ? 0 : int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        ReadOnlySpan<char> mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int pointAt = mantissa.IndexOf('.');
        string whole = (pointAt < 0 ? mantissa : mantissa[..pointAt]).ToString();
        string all = whole + (pointAt < 0 ? "" : mantissa[(pointAt + 1)..].ToString());
        int zeros = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), whole.Length + exponent - zeros);
    }

    private static string Plain(string digits, int point)
    {
        if (point <= 0)
        {
            return "0." + new string('0', -point) + digits;
        }

        return point >= digits.Length ? digits.PadRight(point, '0') + ".0" : digits[..point] + "." + digits[point..];
    }
}

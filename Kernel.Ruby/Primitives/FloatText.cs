using System.Globalization;

namespace Kernel.Ruby.Primitives;

/// <summary>Doubles as text: the shortest digits that read back the same, laid out as MRI does.</summary>
internal static class FloatText
{
    /// <summary>Float#to_s.</summary>
    public static string ToText(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "Infinity" : "-Infinity";
        }

        string sign = double.IsNegative(value) ? "-" : "";
        if (value == 0)
        {
            return sign + "0.0";
        }

        (string digits, int point) = Shortest(Math.Abs(value));
        if (point is > 0 and <= 15)
        {
            string padded = digits.PadRight(point, '0');
            return $"{sign}{padded[..point]}.{(padded.Length > point ? padded[point..] : "0")}";
        }

        if (point is > -4 and <= 0)
        {
            return $"{sign}0.{new string('0', -point)}{digits}";
        }

        int exponent = point - 1;
        string fraction = digits.Length > 1 ? digits[1..] : "0";
        return $"{sign}{digits[0]}.{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    /// <summary>Shortest digits of a positive double and where its point stands: 0.digits times 10 to that power.</summary>
    public static (string Digits, int Point) Shortest(double value)
    {
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        int mark = shortest.IndexOf('E');
        int exponent = mark < 0 ? 0 : int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = mark < 0 ? shortest : shortest[..mark];
        int dot = mantissa.IndexOf('.');
        string digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        int point = (dot < 0 ? mantissa.Length : dot) + exponent;
        int leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits.TrimStart('0').TrimEnd('0');
        return (digits, point - leading);
    }
}

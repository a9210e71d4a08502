using System.Globalization;
using System.Text;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Time#strftime: C's directives with Ruby's flags (-, 0, _, ^, #, :) and widths. English names.</summary>
internal static class TimeFormat
{
    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>The time in a format.</summary>
    public static string Format(TimeObject time, string format)
    {
        StringBuilder result = new();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                result.Append(format[i]);
                continue;
            }

            int start = i++;
            int flagsEnd = i;
            while (flagsEnd < format.Length && "-0_^#:".Contains(format[flagsEnd]))
            {
                flagsEnd++;
            }

            int end = flagsEnd;
            while (end < format.Length && char.IsAsciiDigit(format[end]))
            {
                end++;
            }

            string flags = format[i..flagsEnd];
            int width = end > flagsEnd && end - flagsEnd < 6 ? int.Parse(format.AsSpan(flagsEnd, end - flagsEnd), CultureInfo.InvariantCulture) : -1;
            string? text = end < format.Length ? Directive(time, format[end], flags, width) : null;
            result.Append(text ?? format[start..Math.Min(end + 1, format.Length)]);
            i = end;
        }

        return result.ToString();
    }

    private static string? Directive(TimeObject time, char letter, string flags, int width)
    {
        DateTime local = TimePrimitives.Local(time);
        return letter switch
        {
            'Y' => Number(local.Year, local.Year is >= 0 and < 10000 ? 1 : 5, '0', flags, width),
            'C' => Number(local.Year / 100, 2, '0', flags, width),
            'y' => Number(local.Year % 100, 2, '0', flags, width),
            'm' => Number(local.Month, 2, '0', flags, width),
            'd' => Number(local.Day, 2, '0', flags, width),
            'e' => Number(local.Day, 2, ' ', flags, width),
            'j' => Number(local.DayOfYear, 3, '0', flags, width),
            'H' => Number(local.Hour, 2, '0', flags, width),
            'k' => Number(local.Hour, 2, ' ', flags, width),
            'I' => Number((local.Hour + 11) % 12 + 1, 2, '0', flags, width),
            'l' => Number((local.Hour + 11) % 12 + 1, 2, ' ', flags, width),
            'M' => Number(local.Minute, 2, '0', flags, width),
            'S' => Number(local.Second, 2, '0', flags, width),
            'L' => Fraction(time, width < 0 ? 3 : width),
            'N' => Fraction(time, width < 0 ? 9 : width),
            's' => Number(time.Seconds, 1, '0', flags, width),
            'u' => Number(((int)local.DayOfWeek + 6) % 7 + 1, 1, '0', flags, width),
            'w' => Number((int)local.DayOfWeek, 1, '0', flags, width),
            'U' => Number((local.DayOfYear + 6 - (int)local.DayOfWeek) / 7, 2, '0', flags, width),
            'W' => Number((local.DayOfYear + 6 - (((int)local.DayOfWeek + 6) % 7)) / 7, 2, '0', flags, width),
            'V' => Number(ISOWeek.GetWeekOfYear(local), 2, '0', flags, width),
            'G' => Number(ISOWeek.GetYear(local), 1, '0', flags, width),
            'g' => Number(ISOWeek.GetYear(local) % 100, 2, '0', flags, width),
            'z' => Offset(time, flags, width),
            'Z' => Word(TimePrimitives.ZoneName(time) ?? "", flags, width),
            'A' => Word(Days[(int)local.DayOfWeek], flags, width),
            'a' => Word(Days[(int)local.DayOfWeek][..3], flags, width),
            'B' => Word(Months[local.Month - 1], flags, width),
            'b' or 'h' => Word(Months[local.Month - 1][..3], flags, width),
            'p' => Word(flags.Contains('#') ? (local.Hour < 12 ? "am" : "pm") : local.Hour < 12 ? "AM" : "PM", flags.Replace("#", "", StringComparison.Ordinal), width),
            'P' => Word(local.Hour < 12 ? "am" : "pm", flags, width),
            'n' => "\n",
            't' => "\t",
            '%' => "%",
            'F' => Word(Format(time, "%Y-%m-%d"), flags, width),
            'T' or 'X' => Word(Format(time, "%H:%M:%S"), flags, width),
            'D' or 'x' => Word(Format(time, "%m/%d/%y"), flags, width),
            'R' => Word(Format(time, "%H:%M"), flags, width),
            'r' => Word(Format(time, "%I:%M:%S %p"), flags, width),
            'c' => Word(Format(time, "%a %b %e %H:%M:%S %Y"), flags, width),
            'v' => Word(Format(time, "%e-%^b-%Y"), flags, width),
            '+' => Word(Format(time, "%a %b %e %H:%M:%S %Z %Y"), flags, width),
            _ => null,
        };
    }

    private static string Number(long value, int digits, char fill, string flags, int width)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        if (flags.Contains('-'))
        {
            return text;
        }

        fill = flags.Contains('_') ? ' ' : flags.Contains('0') ? '0' : fill;
        return text.PadLeft(width < 0 ? digits : width, fill);
    }

    private static string Fraction(TimeObject time, int digits)
    {
        string text = time.Nanoseconds.ToString("000000000", CultureInfo.InvariantCulture);
        return digits <= 9 ? text[..Math.Max(digits, 1)] : text.PadRight(digits, '0');
    }

    private static string Word(string text, string flags, int width)
    {
        text = flags.Contains('^') || (flags.Contains('#') && text.Length > 0 && char.IsUpper(text[0]) && text.Length > 2) ? text.ToUpperInvariant() : text;
        return width > 0 ? text.PadLeft(width, flags.Contains('0') ? '0' : ' ') : text;
    }

    private static string Offset(TimeObject time, string flags, int width)
    {
        int offset = Math.Abs(time.OffsetSeconds);
        string sign = time.OffsetSeconds < 0 ? "-" : "+";
        string hours = (offset / 3600).ToString("00", CultureInfo.InvariantCulture);
        string minutes = (offset / 60 % 60).ToString("00", CultureInfo.InvariantCulture);
        string text = flags.Count(':') switch
        {
            0 => hours + minutes,
            1 => $"{hours}:{minutes}",
            _ => $"{hours}:{minutes}:{offset % 60:00}",
        };
        return sign + (width > 0 ? text.PadLeft(width - 1, '0') : text);
    }

    private static int Count(this string text, char wanted)
    {
        int count = 0;
        foreach (char character in text)
        {
            count += character == wanted ? 1 : 0;
        }

        return count;
    }
}

using System.Globalization;

namespace Shared.ObjectFormat.Configuration;

/// <summary>A time of day in text, such as 03:30, or off for none.</summary>
public static class TimeOfDay
{
    private const string Off = "off";

    /// <summary>Reads one; false when the text is none. Null for off.</summary>
    public static bool TryParse(string text, out TimeOnly? time)
    {
        bool isTime = TimeOnly.TryParseExact(text, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly read);
        time = isTime ? read : null;
        return isTime || text.Equals(Off, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Writes one, as <see cref="TryParse"/> reads it.</summary>
    public static string Format(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? Off;
}

using System.Globalization;

namespace Shared.ObjectFormat.Configuration;

/// <summary>Sizes in bytes as people read them.</summary>
public static class ByteSize
{
    private static readonly string[] Suffixes = ["bytes", "KB", "MB", "GB", "TB"];

    /// <summary>In the largest unit of 1024 that leaves at least 1, with one decimal where it is not whole: 64KB, 1.5MB.</summary>
    public static string Format(long bytes)
    {
        int unit = 0;
        double value = bytes;
        while (Math.Abs(value) >= 1024 && unit < Suffixes.Length - 1)
        {
            value /= 1024;
            unit++;
        }
        return unit == 0
            ? $"{bytes} {Suffixes[0]}"
            : value.ToString(value == Math.Floor(value) ? "0" : "0.0", CultureInfo.InvariantCulture) + Suffixes[unit];
    }
}

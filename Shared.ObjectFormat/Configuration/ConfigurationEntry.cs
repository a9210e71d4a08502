using System.Globalization;

namespace Shared.ObjectFormat.Configuration;

/// <summary>One `NAME = value;` of a configuration file, with where it stands, so that a wrong value is told with its line.</summary>
/// <param name="Name">The name in capitals, as it is known.</param>
/// <param name="Values">The values: one, or those of a list. Text without its quotes.</param>
/// <param name="File">The file's path.</param>
/// <param name="Line">The line of the name, counted from 1.</param>
public sealed record ConfigurationEntry(string Name, IReadOnlyList<string> Values, string File, int Line)
{
    /// <summary>The one value as text.</summary>
    public string Text => Values.Count == 1 ? Values[0] : throw Wrong($"takes one value, {Values.Count} are given");

    /// <summary>The one value as a whole number between the limits, both included.</summary>
    public int Number(int least, int most)
    {
        if (!int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            throw Wrong($"takes a whole number, not \"{Text}\"");
        return number >= least && number <= most ? number : throw Wrong($"takes a number from {least} to {most}, not {number}");
    }

    /// <summary>The one value as TRUE or FALSE.</summary>
    public bool Truth => Text.ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => throw Wrong($"takes TRUE or FALSE, not \"{Text}\""),
    };

    /// <summary>The one value as bytes: a number with KB, MB, GB or TB; without a unit it is MB, as GemStone/S has it.</summary>
    public long Bytes(long least, long most) => ParseBytes(Text, least, most);

    /// <summary>Each value as bytes; at least one.</summary>
    public long[] EachBytes(long least, long most) =>
        Values.Count > 0 ? [.. Values.Select(value => ParseBytes(value, least, most))] : throw Wrong("has no value");

    /// <summary>An exception that names this entry, its file and its line.</summary>
    public ConfigurationException Wrong(string reason) => new(File, Line, $"{Name} {reason}.");

    private long ParseBytes(string text, long least, long most)
    {
        string digits = text.TrimEnd();
        long unit = 1L << 20;
        foreach ((string suffix, int shift) in Units)
        {
            if (!digits.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            unit = 1L << shift;
            digits = digits[..^suffix.Length].TrimEnd();
            break;
        }
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) || number > long.MaxValue / unit)
            throw Wrong($"takes a size such as 512KB, 100MB or 64GB, not \"{text}\"");
        long bytes = number * unit;
        return bytes >= least && bytes <= most
            ? bytes
            : throw Wrong($"takes a size from {ByteSize.Format(least)} to {ByteSize.Format(most)}, not {text}");
    }

    private static readonly (string Suffix, int Shift)[] Units = [("KB", 10), ("MB", 20), ("GB", 30), ("TB", 40)];
}

using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Stone.Server.Audit;

/// <summary>What an audit tells at its end: its faults, what it has looked at, how long that took, the result.</summary>
internal sealed class AuditReport(string title)
{
    private const int NameWidth = 14;

    private readonly StringBuilder _rows = new();
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>What is wrong.</summary>
    public AuditFaults Faults { get; } = new();

    /// <summary>Whether nothing is.</summary>
    public bool IsClean => Faults.Count == 0;

    /// <summary>Adds a figure.</summary>
    public void Row(string name, string value) => _rows.Append(name.PadRight(NameWidth)).Append(value).Append('\n');

    /// <summary>As <see cref="Row(string, string)"/>, a number.</summary>
    public void Row(string name, long value) => Row(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>All of it as text for people; ends with a line's end.</summary>
    public string Format()
    {
        StringBuilder text = new(title + "\n");
        foreach (string fault in Faults.Lines)
        {
            text.Append(fault).Append('\n');
        }
        if (Faults.Count > Faults.Lines.Count)
        {
            text.Append(CultureInfo.InvariantCulture, $"… and {Faults.Count - Faults.Lines.Count} more faults\n");
        }
        text.Append(_rows);
        string result = Faults.Count switch { 0 => "clean", 1 => "1 fault", long count => $"{count} faults" };
        string seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return text.Append("result".PadRight(NameWidth)).Append($"{result}, after {seconds} s\n").ToString();
    }
}

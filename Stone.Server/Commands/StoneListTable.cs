using System.Globalization;
using System.Text;
using Shared.ObjectFormat.Configuration;

namespace Stone.Server.Commands;

/// <summary>All stones of a home as a table for people.</summary>
internal static class StoneListTable
{
    private static readonly string[] Heads = ["STONE", "STATE", "PID", "SESSIONS", "SIZE", "UPTIME"];

    /// <summary>Lays it out, columns as wide as they need; ends with a line's end.</summary>
    internal static string Format(IReadOnlyList<StoneListRow> stones, string home)
    {
        if (stones.Count == 0)
            return $"no stones in {home}\n";
        List<string[]> lines = [Heads, .. stones.Select(Cells)];
        int[] widths = [.. Heads.Select((_, column) => lines.Max(line => line[column].Length))];
        StringBuilder text = new();
        foreach (string[] line in lines)
            text.Append(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        return text.ToString();
    }

    private static string[] Cells(StoneListRow stone) =>
    [
        stone.Name,
        stone.State,
        stone.ProcessId?.ToString(CultureInfo.InvariantCulture) ?? "-",
        stone.Status?.Sessions.Count.ToString(CultureInfo.InvariantCulture) ?? "-",
        ByteSize.Format(stone.SizeBytes),
        stone.Status is { } status ? StatusTable.Duration(status.UptimeSeconds) : "-",
    ];
}

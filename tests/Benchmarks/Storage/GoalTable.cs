using System.Globalization;
using System.Text;

namespace Benchmarks.Storage;

/// <summary>The table of one run: a measure, what MagLev reached, what the goal is made of, and whether it was met.</summary>
public sealed class GoalTable
{
    private readonly StringBuilder _text = new();

    /// <summary>A table with its heading.</summary>
    /// <param name="machine">Where it was measured.</param>
    /// <param name="what">The word behind scripts/bench.</param>
    public GoalTable(string machine, string what) => _text.Append(CultureInfo.InvariantCulture, $"""
        # Results of scripts/bench {what}

        {machine}. Medians of interleaved rounds.

        | measure | MagLev | beside | ratio | goal | |
        | --- | --- | --- | --- | --- | --- |

        """);

    /// <summary>A row: more is better, the goal is a least ratio to the peer.</summary>
    public void Add(string measure, double ours, string peer, double theirs, double leastRatio)
    {
        double ratio = ours / theirs;
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"| {measure} | {ours:N0}/s | {peer} {theirs:N0}/s | {ratio:F2} | at least {leastRatio:0.##} | {(ratio >= leastRatio ? "met" : "missed")} |");
        Console.WriteLine(line);
        _text.Append(line).Append('\n');
    }

    /// <summary>A row: less is better, the goal is a largest ratio.</summary>
    public void AddAtMost(string measure, string ours, string beside, double ratio, double largestRatio)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"| {measure} | {ours} | {beside} | {ratio:F2} | at most {largestRatio:0.##} | {(ratio <= largestRatio ? "met" : "missed")} |");
        Console.WriteLine(line);
        _text.Append(line).Append('\n');
    }

    /// <summary>Keeps the table.</summary>
    public void Save(string path) => File.WriteAllText(path, _text.ToString());
}

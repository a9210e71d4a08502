using System.Globalization;
using System.Text;

namespace Benchmarks;

/// <summary>The table of one run, printed and kept beside the program.</summary>
public sealed class ResultTable
{
    private readonly StringBuilder _text = new();

    /// <summary>A table with its heading.</summary>
    public ResultTable(string machine) => _text.Append(CultureInfo.InvariantCulture, $"""
        # Results of scripts/bench

        {machine}. Interleaved rounds: times are the best round of each, rates the median. Ratio above 1: MagLev is better.

        | benchmark | MagLev | peer | ratio |
        | --- | --- | --- | --- |

        """);

    /// <summary>A row where less is better.</summary>
    public void AddTime(string name, double ours, string peer, double theirs) => Add(name, $"{ours:F1} ms", $"{peer} {theirs:F1} ms", theirs / ours);

    /// <summary>A row of memory, where less is better.</summary>
    public void AddMemory(string name, double ours, string peer, double theirs) => Add(name, $"{ours:F0} MB", $"{peer} {theirs:F0} MB", theirs / ours);

    /// <summary>A row where more is better.</summary>
    public void AddRate(string name, double ours, string peer, double theirs) => Add(name, $"{ours:F0}/s", $"{peer} {theirs:F0}/s", ours / theirs);

    /// <summary>A row without a peer.</summary>
    public void AddRate(string name, double ours) => Line($"| {name} | {ours:F0}/s | | |");

    /// <summary>Keeps the table.</summary>
    public void Save(string path) => File.WriteAllText(path, _text.ToString());

    private void Add(string name, string ours, string theirs, double ratio) => Line($"| {name} | {ours} | {theirs} | {ratio.ToString("F2", CultureInfo.InvariantCulture)} |");

    private void Line(string line)
    {
        Console.WriteLine(line);
        _text.Append(line).Append('\n');
    }
}

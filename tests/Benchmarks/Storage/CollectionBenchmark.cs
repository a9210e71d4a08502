using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Benchmarks.Storage;

/// <summary>
/// The collector on a repository of which six objects in ten are garbage: how fast it marks on one and two processors, what it costs one
/// committing gem with its usual share, and what comes back. <c>scripts/bench gc [MILLIONS]</c>.
/// </summary>
public sealed class CollectionBenchmark(string checkout, string home) : IDisposable
{
    private const int Rounds = 15;
    private const string QuietSeconds = "20";
    private const double LeastMarkedPerSecond = 1e6;
    private const double LeastSpeedUp = 1.6;
    private const double LeastCommitPart = 0.8;
    private const double MostLatencyRatio = 2;

    private readonly BenchStone _stone = new(home, "collection");
    private readonly RubyPeer _ruby = new("MagLev", Path.Combine(checkout, "scripts", "maglev-ruby"), "--stone", "collection");
    private readonly string _programs = Path.Combine(checkout, "tests", "Benchmarks", "programs");
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(home, "build", "bench", "collection")).FullName;

    /// <summary>Measures everything.</summary>
    public void Run(GoalTable table, int millions)
    {
        string count = (millions * 1_000_000L).ToString(CultureInfo.InvariantCulture);
        _stone.Start();
        double seconds = _ruby.Figures("--tocsz", "200000", "-Mpersistent", Path.Combine(_programs, "collection_load.rb"), count)["seconds"];
        _stone.Checkpoint();
        Console.WriteLine($"{count} objects were stored in {seconds:F0} s, six in ten of them were given up; extent {ExtentMegabytes()} MB");
        MarkSpeeds(table);
        Beside(table);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stone.Destroy();
        Directory.Delete(_folder, recursive: true);
    }

    private void MarkSpeeds(GoalTable table)
    {
        double one = MarkSpeed(1);
        double two = MarkSpeed(2);
        table.Add("marked, on one processor", one, "goal", LeastMarkedPerSecond, 1);
        table.Add("marked, on two processors", two, "one", one, LeastSpeedUp);
    }

    private double MarkSpeed(int threads)
    {
        string settings = Path.Combine(_folder, "threads.conf");
        File.WriteAllText(settings, $"STN_GC_MARK_THREADS = {threads};\nSTN_GC_SHARE = {threads}00;\n");
        _stone.Stop();
        _stone.Start("--config", settings);
        return Enumerable.Range(0, Rounds).Max(_ =>
        {
            JsonElement run = Collect("--count");
            return run.GetProperty("marked_objects").GetInt64() / run.GetProperty("phases").GetProperty("mark").GetDouble();
        });
    }

    private void Beside(GoalTable table)
    {
        _stone.Stop();
        _stone.Start();
        double[] quiet = Commits(QuietSeconds, () => { }).Latencies;
        JsonElement run = default;
        (double[] latencies, double seconds) = Commits("600", () => run = Collect());
        double quietRate = quiet.Length / double.Parse(QuietSeconds, CultureInfo.InvariantCulture);
        table.Add("commits of one gem during a collection with half a processor", latencies.Length / seconds, "before", quietRate, LeastCommitPart);
        double before = Percentile(quiet, 0.99);
        double during = Percentile(latencies, 0.99);
        table.AddAtMost("their 99th percentile", $"{during * 1e6:F0} µs", $"before {before * 1e6:F0} µs", during / before, MostLatencyRatio);
        Console.WriteLine(run.GetRawText());
        long free = run.GetProperty("free_bytes_after").GetInt64();
        _stone.Checkpoint();
        _stone.Checkpoint();
        JsonElement after = Collect("--count");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"used before {Used(run, "free_bytes_before"):F0} MB, at the end of the collection {Used(run, "free_bytes_after"):F0} MB, after a checkpoint {Used(after, "free_bytes_before"):F0} MB of an extent of {ExtentMegabytes()} MB"));
    }

    /// <summary>
    /// Commits of one gem as long as something goes on, or some seconds: how long each took, of those that began while it went on.
    /// </summary>
    private (double[] Latencies, double Seconds) Commits(string seconds, Action meanwhile)
    {
        string times = Path.Combine(_folder, "times");
        using Process gem = _ruby.Start(Path.Combine(_programs, "storage_latency.rb"), seconds, times);
        bool isTimed = seconds == QuietSeconds;
        Thread.Sleep(isTimed ? 0 : 3000);
        double begin = Now();
        meanwhile();
        double end = isTimed ? double.MaxValue : Now();
        if (!isTimed)
        {
            File.WriteAllText(times + ".stop", "");
        }

        RubyPeer.OnlyFigure(gem);
        File.Delete(times + ".stop");
        double[] all = [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(times)).ToArray()];
        double[] latencies = [.. Enumerable.Range(0, all.Length / 2).Where(i => isTimed || (all[2 * i] >= begin && all[2 * i] < end)).Select(i => all[(2 * i) + 1] - all[2 * i])];
        return (latencies, isTimed ? 0 : end - begin);
    }

    private JsonElement Collect(params string[] options)
    {
        string line = _stone.Answer("gc", ["start", "--wait", "--json", .. options]);
        return JsonDocument.Parse(line).RootElement;
    }

    private long ExtentMegabytes() => Directory.GetFiles(_stone.Folder, "extent*.dbf").Sum(file => new FileInfo(file).Length) >> 20;

    private static double Used(JsonElement run, string free) =>
        (run.GetProperty("extent_bytes").GetInt64() - run.GetProperty(free).GetInt64()) / 1048576.0;

    private static double Percentile(double[] values, double part) => values.Order().ElementAt((int)(values.Length * part));

    /// <summary>The clock that Ruby's CLOCK_MONOTONIC reads.</summary>
    private static double Now() => (double)Stopwatch.GetTimestamp() / Stopwatch.Frequency;
}

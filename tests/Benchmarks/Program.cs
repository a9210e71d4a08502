using System.Diagnostics;
using Benchmarks.Storage;
using Shared.ObjectFormat.Diagnostics;
using Shared.ObjectFormat.Platform;

namespace Benchmarks;

/// <summary>Runs the benchmarks. Arguments: checkout, and "storage", "oo7 SIZE", "persistence", "gc MILLIONS" or "recovery MILLIONS" for those of storage.</summary>
public static class Program
{
    private const int Rounds = 5;

    /// <summary>Of times the best round counts: what disturbs a round only makes it slower.</summary>
    private const int TimedRounds = 8;
    private const int ProbeWrites = 1000;
    private const double CommitSeconds = 3;

    /// <summary>Entry point.</summary>
    public static int Main(string[] args)
    {
        try
        {
            return Measure(args);
        }
        catch (InvalidOperationException error)
        {
            Console.Error.WriteLine($"bench: {error.Message}");
            return 1;
        }
    }

    private static int Measure(string[] args)
    {
        string checkout = args[0];
        string machine = $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}";
        if (args is [_, "storage"])
        {
            Storage(checkout, new GoalTable(machine, "storage"));
            return 0;
        }

        if (args is [_, "oo7", var size])
        {
            Oo7(checkout, new ResultTable(machine), size);
            return 0;
        }

        if (args is [_, "persistence"])
        {
            Persistence(checkout, new ResultTable(machine));
            return 0;
        }

        if (args is [_, "gc", var objects])
        {
            Collection(checkout, new GoalTable(machine, "gc"), int.Parse(objects, System.Globalization.CultureInfo.InvariantCulture));
            return 0;
        }

        if (args is [_, "recovery", var millions])
        {
            return new CrashRecovery(checkout, HomeOf(checkout)).Run(int.Parse(millions, System.Globalization.CultureInfo.InvariantCulture));
        }

        string programs = Path.Combine(checkout, "tests", "Benchmarks", "programs");
        RubyPeer maglev = new("MagLev", Path.Combine(checkout, "scripts", "maglev-ruby"));
        RubyPeer mri = Mri();
        ResultTable table = new(machine);
        maglev.WallMilliseconds("-e", "1");
        Interpreter(table, maglev, mri, Path.Combine(programs, "interpreter.rb"));
        Interpreter(table, maglev, mri, Path.Combine(programs, "control.rb"));
        Interpreter(table, maglev, mri, Path.Combine(programs, "regexps.rb"));
        StartUp(table, maglev, mri);
        Faults(table, maglev, programs);
        Commits(table, maglev, checkout, programs);
        table.Save(Path.Combine(checkout, "tests", "Benchmarks", "results.md"));
        return 0;
    }

    private static void Storage(string checkout, GoalTable table)
    {
        using StorageBenchmark benchmark = new(checkout, HomeOf(checkout));
        benchmark.Run(table);
        table.Save(Path.Combine(checkout, "tests", "Benchmarks", "storage.md"));
    }

    private static void Oo7(string checkout, ResultTable table, string size)
    {
        using Oo7Benchmark benchmark = new(checkout, HomeOf(checkout));
        benchmark.Run(table, size);
        table.Save(Path.Combine(checkout, "tests", "Benchmarks", $"oo7-{size}.md"));
    }

    private static void Persistence(string checkout, ResultTable table)
    {
        using PersistenceBenchmark benchmark = new(checkout, HomeOf(checkout), Mri());
        benchmark.Run(table);
        table.Save(Path.Combine(checkout, "tests", "Benchmarks", "persistence.md"));
    }

    private static void Collection(string checkout, GoalTable table, int millions)
    {
        using CollectionBenchmark benchmark = new(checkout, HomeOf(checkout));
        benchmark.Run(table, millions);
        table.Save(Path.Combine(checkout, "tests", "Benchmarks", "gc.md"));
    }

    private static RubyPeer Mri() =>
        RubyPeer.OfMri(Environment.GetEnvironmentVariable("MRI") is { Length: > 0 } path ? path : "ruby3.1");

    private static string HomeOf(string checkout) =>
        Environment.GetEnvironmentVariable("MAGLEV_HOME") is { Length: > 0 } set ? set : checkout;

    private static void Interpreter(ResultTable table, RubyPeer maglev, RubyPeer mri, string program)
    {
        Dictionary<string, List<(double Ours, double Theirs)>> rounds = [];
        for (int round = 0; round < TimedRounds; round++)
        {
            Dictionary<string, double> ours = maglev.Figures(program);
            Dictionary<string, double> theirs = mri.Figures(program);
            foreach ((string name, double figure) in ours)
            {
                (rounds.TryGetValue(name, out List<(double, double)>? list) ? list : rounds[name] = []).Add((figure, theirs[name]));
            }
        }

        foreach ((string name, List<(double Ours, double Theirs)> figures) in rounds)
        {
            table.AddTime(name, figures.Min(figure => figure.Ours), mri.Name, figures.Min(figure => figure.Theirs));
        }
    }

    private static void StartUp(ResultTable table, RubyPeer maglev, RubyPeer mri)
    {
        List<double> ours = [];
        List<double> theirs = [];
        for (int round = 0; round < 2 * TimedRounds; round++)
        {
            ours.Add(maglev.WallMilliseconds("-e", "puts 1"));
            theirs.Add(mri.WallMilliseconds("-e", "puts 1"));
        }

        table.AddTime("start-up, -e 'puts 1'", ours.Min(), mri.Name, theirs.Min());
        table.AddMemory("memory of -e 'puts 1' at its peak", maglev.PeakMegabytes("-e", "puts 1"), mri.Name, mri.PeakMegabytes("-e", "puts 1"));
    }

    private static void Faults(ResultTable table, RubyPeer maglev, string programs)
    {
        maglev.WallMilliseconds("--stone", "bench", "-Mpersistent", Path.Combine(programs, "walk_setup.rb"));
        IEnumerable<double> rates = Enumerable.Range(0, Rounds).Select(_ => maglev.Figures("--stone", "bench", Path.Combine(programs, "walk.rb"))["objects/s"]).ToList();
        table.AddRate("objects faulted by a Ruby program, a million of three slots", Median(rates));
    }

    private static void Commits(ResultTable table, RubyPeer maglev, string checkout, string programs)
    {
        string home = HomeOf(checkout);
        string program = Path.Combine(programs, "commits.rb");
        foreach ((string mode, string stone) in new[] { ("durable", "bench"), ("not durable", "bench-fast") })
        {
            foreach (int gems in new[] { 1, 8 })
            {
                double before = SyncsPerSecond(home);
                double rate = Together(maglev, gems, stone, program);
                double after = SyncsPerSecond(home);
                table.AddRate($"commits, {mode}, {gems} gem{(gems > 1 ? "s" : "")}", rate, "raw fdatasync", (before + after) / 2);
            }
        }
    }

    private static double Together(RubyPeer maglev, int gems, string stone, string program)
    {
        Process[] running = [.. Enumerable.Range(0, gems).Select(index => maglev.Start("--stone", stone, program, CommitSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture), $"gem{index}"))];
        return running.Sum(RubyPeer.OnlyFigure);
    }

    private static double SyncsPerSecond(string folder)
    {
        double[] microseconds = SyncProbe.Run(Platforms.Native, folder, ProbeWrites);
        return 1e6 * microseconds.Length / microseconds.Sum();
    }

    private static double Median(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return sorted[sorted.Length / 2];
    }
}

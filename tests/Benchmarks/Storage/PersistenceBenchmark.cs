using Shared.ObjectFormat.Diagnostics;
using Shared.ObjectFormat.Platform;

namespace Benchmarks.Storage;

/// <summary>
/// What programs do with objects that live on, beside MRI with files: a tree of a million points, GStore against PStore, a query
/// with an index and without. Everything is durable on both sides.
/// </summary>
public sealed class PersistenceBenchmark(string checkout, string home, RubyPeer mri) : IDisposable
{
    private const string Nodes = "1000000";
    private const string Queries = "1000";
    private const int Rounds = 3;
    private const int ProbeWrites = 1000;
    private readonly string _programs = Path.Combine(checkout, "tests", "Benchmarks", "programs", "persistence");
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(home, "build", "bench", "persistence")).FullName;
    private readonly BenchStone _stone = new(home, "persistence");
    private readonly RubyPeer _maglev = new("MagLev", Path.Combine(checkout, "scripts", "maglev-ruby"), "--stone", "persistence");

    /// <summary>Measures everything.</summary>
    public void Run(ResultTable table)
    {
        _stone.Start();
        double[] microseconds = SyncProbe.Run(Platforms.Native, home, ProbeWrites);
        table.AddRate("probe: write and fdatasync of 4 KB", 1e6 * microseconds.Length / microseconds.Sum());
        Points(table);
        Stores(table);
        Index(table);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stone.Destroy();
        Directory.Delete(_folder, recursive: true);
    }

    private void Points(ResultTable table)
    {
        string program = Path.Combine(_programs, "points.rb");
        string file = Path.Combine(_folder, "points");
        Dictionary<string, double> ours = _maglev.Figures("-Mpersistent", program, "build", Nodes, Queries);
        Dictionary<string, double> theirs = mri.Figures(program, "build", Nodes, Queries, file);
        table.AddTime("k-d tree of a million points: build", ours["build"], mri.Name, theirs["build"]);
        table.AddTime("the same: commit (MRI: Marshal to a file, fsync)", ours["keep"], mri.Name, theirs["keep"]);
        table.AddTime("the same, then: 1,000 queries for the 100 nearest", ours["query"], mri.Name, theirs["query"]);
        RequireSame(ours["checksum"], theirs["checksum"], "the queries");
        (ours, theirs) = Best(program, ["query", "0", Queries], file);
        table.AddTime("the same, in a fresh VM: open (MRI: load)", ours["open"], mri.Name, theirs["open"]);
        table.AddTime("the same, then: 1,000 queries, each of which reads what it needs (MRI has loaded all)", ours["query"], mri.Name, theirs["query"]);
        RequireSame(ours["checksum"], theirs["checksum"], "the queries in a fresh VM");
        (ours, theirs) = Best(program, ["walk", "0", "0"], file);
        table.AddTime("the same, in a fresh VM: walk over all (MRI: load and walk)", ours["walk"], mri.Name, theirs["walk"]);
        RequireSame(ours["checksum"], theirs["checksum"], "the walk");
    }

    private void Stores(ResultTable table)
    {
        string program = Path.Combine(_programs, "gstore.rb");
        Dictionary<string, double> ours = _maglev.Figures(program);
        Dictionary<string, double> theirs = mri.Figures(program, Path.Combine(_folder, "pstore"));
        table.AddTime("GStore beside PStore: 100 writes of 2,000 strings", ours["write"], mri.Name, theirs["write"]);
        table.AddTime("GStore beside PStore: 20 reads", ours["read"], mri.Name, theirs["read"]);
        table.AddTime("GStore beside PStore: 200 transactions, one in five writes", ours["mixed"], mri.Name, theirs["mixed"]);
    }

    private void Index(ResultTable table)
    {
        string program = Path.Combine(_programs, "indexed.rb");
        _maglev.Figures(program, "build", "1000000");
        Dictionary<string, double> figures = _maglev.Figures(program, "query");
        table.AddTime("ten of a million committed objects: by index, warm", figures["indexed_us"] / 1000, "by scan", figures["scan_us"] / 1000);
    }

    /// <summary>The best figure of each name over interleaved rounds of fresh VMs.</summary>
    private (Dictionary<string, double> Ours, Dictionary<string, double> Theirs) Best(string program, string[] arguments, string file)
    {
        Dictionary<string, double> ours = [];
        Dictionary<string, double> theirs = [];
        for (int round = 0; round < Rounds; round++)
        {
            TakeBest(ours, _maglev.Figures([program, .. arguments]));
            TakeBest(theirs, mri.Figures([program, .. arguments, file]));
        }

        return (ours, theirs);
    }

    private static void TakeBest(Dictionary<string, double> best, Dictionary<string, double> figures)
    {
        foreach ((string name, double figure) in figures)
        {
            best[name] = Math.Min(best.GetValueOrDefault(name, double.PositiveInfinity), figure);
        }
    }

    private static void RequireSame(double ours, double theirs, string what)
    {
        if (Math.Abs(ours - theirs) > 1e-6 * Math.Abs(theirs))
        {
            throw new InvalidOperationException($"{what} found {ours} here and {theirs} there");
        }
    }
}

namespace Benchmarks.Storage;

/// <summary>
/// OO7 as a Ruby program: on persistent objects, and on MRI over SQLite and over a PStore. Cold is a fresh process after the
/// files were dropped from the kernel's cache, warm the same operation again in that process.
/// </summary>
public sealed class Oo7Benchmark(string checkout, string home) : IDisposable
{
    private const int Rounds = 3;
    private static readonly string[] Operations = ["t1", "t2a", "t2b", "t2c", "q1"];

    private readonly string _program = Path.Combine(checkout, "tests", "Benchmarks", "programs", "oo7", "run.rb");
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(home, "build", "bench", "oo7")).FullName;
    private readonly BenchStone _stone = new(home, "oo7");
    private readonly RubyPeer _maglev = new("MagLev", Path.Combine(checkout, "scripts", "maglev-ruby"), "--stone", "oo7");
    private readonly RubyPeer _mri = new("MRI 3.1", "ruby3.1");

    /// <summary>Measures a size: small or medium.</summary>
    public void Run(ResultTable table, string size)
    {
        _stone.Start();
        _maglev.Figures("-Mpersistent", _program, "maglev", size, "build");
        foreach (string store in (string[])["sqlite", "pstore"])
        {
            _mri.Figures(_program, store, size, "build", FileOf(store, size));
        }

        foreach (string operation in Operations)
        {
            Dictionary<string, double> ours = Best(() => Cold(_maglev, "maglev", size, operation));
            foreach (string store in (string[])["sqlite", "pstore"])
            {
                Dictionary<string, double> theirs = Best(() => Cold(_mri, store, size, operation));
                foreach (string state in (string[])["cold", "warm"])
                {
                    table.AddTime($"OO7 {size}, {operation.ToUpperInvariant()} {state}", ours[state], $"MRI, {store}", theirs[state]);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stone.Destroy();
        Directory.Delete(_folder, recursive: true);
    }

    private Dictionary<string, double> Cold(RubyPeer ruby, string store, string size, string operation)
    {
        if (store == "maglev")
        {
            _stone.RestartCold();
            return ruby.Figures(_program, store, size, operation);
        }

        KernelCache.Drop(_folder);
        return ruby.Figures(_program, store, size, operation, FileOf(store, size));
    }

    /// <summary>The best figure of each name over the rounds.</summary>
    private static Dictionary<string, double> Best(Func<Dictionary<string, double>> round)
    {
        Dictionary<string, double> best = round();
        for (int i = 1; i < Rounds; i++)
        {
            foreach ((string name, double figure) in round())
            {
                best[name] = Math.Min(best[name], figure);
            }
        }

        return best;
    }

    private string FileOf(string store, string size) => Path.Combine(_folder, $"{store}.{size}");
}

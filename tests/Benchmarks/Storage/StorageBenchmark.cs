using Shared.ObjectFormat.Diagnostics;
using Shared.ObjectFormat.Platform;

namespace Benchmarks.Storage;

/// <summary>What is measured of storage, beside whom, with which goals. See the README of this folder.</summary>
public sealed class StorageBenchmark(string checkout, string home) : IDisposable
{
    private const int Objects = 1_000_000;
    private const int Rounds = 3;
    private const int ManyGems = 16;
    private const int WarmReads = 1_000_000;
    private const int FaultReads = 200_000;
    private const int ColdReads = 20_000;
    private const int ProbeWrites = 2000;
    private const int DirtyObjects = 300_000;
    private static readonly TimeSpan CommitTime = TimeSpan.FromSeconds(3);

    private readonly MaglevPeer _maglev = new(checkout, home);
    private readonly SqlitePeer _sqlite = new(Path.Combine(home, "build", "bench", "sqlite"));
    private readonly LmdbPeer _lmdb = new(Path.Combine(home, "build", "bench", "lmdb"));

    /// <summary>Measures all rows.</summary>
    public void Run(GoalTable table)
    {
        double[][] loads = Rounded(() => _maglev.Load(Objects), () => _lmdb.Load(Objects), () => _sqlite.Load(Objects));
        table.Add("bulk load with checkpoint, objects", Median(loads[0]), _lmdb.Name, Median(loads[1]), 1);
        table.Add("bulk load with checkpoint, objects", Median(loads[0]), _sqlite.Name, Median(loads[2]), 1);
        _maglev.Prepare(Objects);
        DurableCommits(table);
        double[][] fast = Rounded(() => _maglev.Commits(false, CommitTime), () => _sqlite.Commits(false, CommitTime), () => _lmdb.Commits(false, CommitTime));
        table.Add("commits not synced, 1 gem", Median(fast[0]), _sqlite.Name + " OFF", Median(fast[1]), 0.5);
        table.Add("commits not synced, 1 gem", Median(fast[0]), _lmdb.Name + " NOSYNC", Median(fast[2]), 0);
        Reads(table);
        Checkpoint(table);
        HashEntry(table);
        Recovery(table);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _maglev.Dispose();
        _sqlite.Dispose();
        _lmdb.Dispose();
    }

    private void DurableCommits(GoalTable table)
    {
        double[][] rates = Rounded(
            () => _maglev.Commits(true, CommitTime), () => _maglev.Commits(true, CommitTime, ManyGems),
            () => _sqlite.Commits(true, CommitTime), () => _lmdb.Commits(true, CommitTime), SyncsPerSecond);
        double one = Median(rates[0]);
        table.Add("durable commits, 1 gem", one, _sqlite.Name + " FULL", Median(rates[2]), 1);
        table.Add("durable commits, 1 gem", one, _lmdb.Name, Median(rates[3]), 1.5);
        table.Add("durable commits, 1 gem", one, "raw fdatasync", Median(rates[4]), 1 / 1.8);
        table.Add($"durable commits, {ManyGems} gems", Median(rates[1]), "1 gem", one, 5);
    }

    private void Reads(GoalTable table)
    {
        int[] warm = Numbers(WarmReads, seed: 1);
        double[][] rates = Rounded(() => _maglev.ReadRecords(warm), () => _maglev.ReadObjects(FaultReads, seed: 2), () => _lmdb.ReadRecords(warm), () => _sqlite.ReadRecords(warm));
        table.Add("warm random reads, records", Median(rates[0]), _lmdb.Name, Median(rates[2]), 5);
        table.Add("warm random reads, Ruby objects", Median(rates[1]), _lmdb.Name, Median(rates[2]), 1);
        table.Add("warm random reads, Ruby objects", Median(rates[1]), _sqlite.Name, Median(rates[3]), 1);
        double[][] cold = Rounded(
            () => _maglev.ReadCold(Numbers(ColdReads, seed: 3)), () => _sqlite.ReadCold(Numbers(ColdReads, seed: 3)), () => _lmdb.ReadCold(Numbers(ColdReads, seed: 3)));
        table.Add("cold random reads, records", Median(cold[0]), _sqlite.Name, Median(cold[1]), 1);
        table.Add("cold random reads, records", Median(cold[0]), _lmdb.Name, Median(cold[2]), 0);
    }

    private void Checkpoint(GoalTable table)
    {
        List<double> idle = [];
        List<double> during = [];
        for (int round = 0; round < Rounds; round++)
        {
            idle.AddRange(_maglev.CommitMicroseconds(CommitTime, () => Thread.Sleep(CommitTime / 3)));
            _maglev.Dirty(DirtyObjects);
            during.AddRange(_maglev.CommitMicroseconds(CommitTime, _maglev.Checkpoint));
        }

        double usual = Highest(idle);
        double then = Highest(during);
        table.AddAtMost("p99 of durable commits during a checkpoint", $"{then:F0} µs", $"idle {usual:F0} µs", then / usual, 3);
    }

    private void HashEntry(GoalTable table)
    {
        (double smallLog, double smallFrames) = _maglev.HashEntry(100);
        (double largeLog, double largeFrames) = _maglev.HashEntry(1_000_000);
        table.AddAtMost("an entry more in a Hash of a million, log", $"{largeLog:F0} bytes", $"of a hundred {smallLog:F0} bytes", largeLog / smallLog, 3);
        table.AddAtMost("an entry more in a Hash of a million, frames", $"{largeFrames:F0} bytes", $"of a hundred {smallFrames:F0} bytes", largeFrames / smallFrames, 3);
    }

    private void Recovery(GoalTable table)
    {
        (double seconds, double logBytes) = _maglev.Recover(DirtyObjects);
        double allowed = 1 + (logBytes / (1 << 30));
        table.AddAtMost("recovery after a kill", $"{seconds:F2} s", $"allowed {allowed:F2} s", seconds / allowed, 1);
    }

    private static double Highest(List<double> microseconds) => microseconds.Order().ElementAt(microseconds.Count * 99 / 100);

    /// <summary>The figures of each measurement, in rounds that take one after the other.</summary>
    private static double[][] Rounded(params Func<double>[] measurements)
    {
        double[][] figures = [.. measurements.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < measurements.Length; i++)
            {
                figures[i][round] = measurements[i]();
            }
        }

        return figures;
    }

    private static int[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(Objects))];
    }

    private double SyncsPerSecond()
    {
        double[] microseconds = SyncProbe.Run(Platforms.Native, home, ProbeWrites);
        return 1e6 * microseconds.Length / microseconds.Sum();
    }

    private static double Median(double[] figures) => figures.Order().ElementAt(figures.Length / 2);
}

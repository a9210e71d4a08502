using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Gem.Vm.Session;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Protocol;

namespace Benchmarks.Storage;

/// <summary>
/// Stones of a MAGLEV_HOME: one that syncs its log and one that does not. Commits and reads of objects are Ruby programs';
/// reads of records go through a session as a VM makes them.
/// </summary>
public sealed unsafe class MaglevPeer : IStoragePeer
{
    private readonly BenchStone _durable;
    private readonly BenchStone _fast;
    private readonly string _home;
    private readonly string _programs;
    private readonly string _idsFile;
    private readonly RubyPeer _ruby;

    /// <summary>Makes both stones.</summary>
    public MaglevPeer(string checkout, string home)
    {
        _home = home;
        _programs = Path.Combine(checkout, "tests", "Benchmarks", "programs");
        _idsFile = Path.Combine(home, "build", "bench", "storage.ids");
        _ruby = new RubyPeer("MagLev", Path.Combine(checkout, "scripts", "maglev-ruby"));
        _durable = new BenchStone(home, "storage");
        _fast = new BenchStone(home, "storage-fast");
        _durable.Start();
        _fast.Start("--not-durable");
    }

    /// <inheritdoc/>
    public string Name => "MagLev";

    /// <inheritdoc/>
    public double Load(int count)
    {
        string[] program = ["--stone", _durable.Name, "-Mpersistent", Program("storage_load.rb"), count.ToString(CultureInfo.InvariantCulture)];
        double seconds = _ruby.Figures(program)["seconds"];
        // An orderly end is a checkpoint: from then on it needs no log.
        long start = Stopwatch.GetTimestamp();
        _durable.Stop();
        seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        _durable.Start();
        return count / seconds;
    }

    /// <summary>Stores the objects on both stones for the other measurements, and notes their object ids.</summary>
    public void Prepare(int count)
    {
        string number = count.ToString(CultureInfo.InvariantCulture);
        _ruby.Figures("--stone", _fast.Name, "-Mpersistent", Program("storage_load.rb"), number);
        _ruby.Figures("--stone", _durable.Name, "-Mpersistent", Program("storage_load.rb"), number, _idsFile);
    }

    /// <inheritdoc/>
    public double Commits(bool isDurable, TimeSpan time) => Commits(isDurable, time, gems: 1);

    /// <summary>Commits of several gems at once, together.</summary>
    public double Commits(bool isDurable, TimeSpan time, int gems)
    {
        string seconds = time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        string of = gems.ToString(CultureInfo.InvariantCulture);
        Process[] running = [.. Enumerable.Range(0, gems).Select(gem => _ruby.Start(
            "--stone", isDurable ? _durable.Name : _fast.Name, Program("storage_commits.rb"), seconds, gem.ToString(CultureInfo.InvariantCulture), of))];
        return running.Sum(RubyPeer.OnlyFigure);
    }

    /// <summary>Commits of one gem that ended in some time, each with its duration in microseconds, while something is done.</summary>
    public double[] CommitMicroseconds(TimeSpan time, Action meanwhile)
    {
        string file = _idsFile + ".times";
        string seconds = time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        using Process gem = _ruby.Start("--stone", _durable.Name, Program("storage_latency.rb"), seconds, file);
        // It has started, and its code is warm.
        Thread.Sleep(time / 3);
        double start = Now();
        meanwhile();
        double end = Math.Max(Now(), start + 0.2);
        gem.StandardOutput.ReadToEnd();
        gem.WaitForExit();
        ReadOnlySpan<double> times = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(file));
        List<double> within = [];
        for (int i = 0; i + 1 < times.Length; i += 2)
        {
            if (times[i] >= start && times[i] <= end)
            {
                within.Add((times[i + 1] - times[i]) * 1e6);
            }
        }

        return [.. within];

        // The clock that Ruby calls monotonic.
        static double Now() => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
    }

    /// <summary>Makes a checkpoint of the durable stone and waits for it.</summary>
    public void Checkpoint() => _durable.Checkpoint();

    /// <summary>Has much to write at the next checkpoint.</summary>
    public void Dirty(int objects) =>
        _ruby.Figures("--stone", _durable.Name, "-Mpersistent", Program("storage_load.rb"), objects.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// Has the durable stone much to replay, kills it and starts it again; seconds until it is ready, and bytes of log since the
    /// checkpoint before.
    /// </summary>
    public (double Seconds, double LogBytes) Recover(int objects)
    {
        Checkpoint();
        double before = Statistic("TranlogBytes");
        Dirty(objects);
        double logBytes = Statistic("TranlogBytes") - before;
        Process.GetProcessById(_durable.ProcessId).Kill();
        long start = Stopwatch.GetTimestamp();
        _durable.Start();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, logBytes);
    }

    /// <summary>Bytes of log and of frames that adding an entry to a committed Hash of so many entries takes.</summary>
    public (double LogBytes, double FrameBytes) HashEntry(int entries)
    {
        const int More = 100;
        string size = entries.ToString(CultureInfo.InvariantCulture);
        string program = Program("storage_hash_entry.rb");
        _ruby.Figures("--stone", _durable.Name, "-Mpersistent", program, size);
        double log = Statistic("TranlogBytes");
        double frames = Statistic("FrameBytesWritten");
        _ruby.Figures("--stone", _durable.Name, program, size, More.ToString(CultureInfo.InvariantCulture));
        return ((Statistic("TranlogBytes") - log) / More, (Statistic("FrameBytesWritten") - frames) / More);
    }

    private double Statistic(string name)
    {
        using GrpcChannel channel = new(new StonePaths(_home, _durable.Name).ControlSocket);
        StatisticsReply reply = channel.CallAsync("maglev.stone.v1.Stone/Statistics", new StatisticsRequest(), StatisticsReply.Parser, default).GetAwaiter().GetResult();
        return reply.Statistics.Single(statistic => statistic.Name == name).Value;
    }

    /// <summary>Reads objects into a fresh VM, in a program's hands; objects a second.</summary>
    public double ReadObjects(int count, int seed) => _ruby.Figures(
        "--stone", _durable.Name, Program("storage_reads.rb"), count.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture))["objects/s"];

    /// <inheritdoc/>
    public double ReadRecords(int[] numbers)
    {
        ReadOnlySpan<ulong> ids = MemoryMarshal.Cast<byte, ulong>(File.ReadAllBytes(_idsFile));
        using StoneSession session = StoneSession.Connect(_home, _durable.Name, "bench");
        ulong digest = 0;
        long start = Stopwatch.GetTimestamp();
        foreach (int number in numbers)
        {
            RecordHeader* record = session.Find(ids[number]);
            digest += Digest(record);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        GC.KeepAlive(digest);
        return numbers.Length / seconds;
    }

    /// <inheritdoc/>
    public double ReadCold(int[] numbers)
    {
        _durable.RestartCold();
        return ReadRecords(numbers);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _durable.Destroy();
        _fast.Destroy();
    }

    private static ulong Digest(RecordHeader* record)
    {
        ulong* references = (ulong*)(record + 1);
        byte* bytes = (byte*)(references + record->ReferenceCount);
        return references[0] + references[1] + references[2] + bytes[0] + bytes[record->ByteCount - 1];
    }

    private string Program(string name) => Path.Combine(_programs, name);
}

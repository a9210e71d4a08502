using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Gem.Vm.Session;
using Shared.ObjectFormat.Objects;

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

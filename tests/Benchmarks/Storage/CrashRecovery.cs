using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Storage;

/// <summary>
/// Loads many objects, kills the stone and the gem, starts again, looks whether everything is there, and tells sizes, times
/// and memory. <c>scripts/bench recovery [MILLIONS]</c>.
/// </summary>
public sealed class CrashRecovery(string checkout, string home)
{
    /// <summary>KB for the gems' objects, and what neither they nor the stone may take of private memory (RssAnon).</summary>
    private const string Space = "100000";
    private const double MostMegabytes = 400;

    private readonly BenchStone _stone = new(home, "recovery");
    private readonly RubyPeer _ruby = new("MagLev", Path.Combine(checkout, "scripts", "maglev-ruby"));
    private readonly string _programs = Path.Combine(checkout, "tests", "Benchmarks", "programs");

    /// <summary>Does it; the exit status.</summary>
    public int Run(int millions)
    {
        string count = (millions * 1_000_000L).ToString(CultureInfo.InvariantCulture);
        _stone.Start();
        int stone = _stone.ProcessId;
        using (Process gem = _ruby.Start("--stone", _stone.Name, "--tocsz", Space, "-Mpersistent", Path.Combine(_programs, "storage_load.rb"), count))
        using (MemoryWatch ofStone = new(stone), ofGem = new(gem.Id))
        {
            double seconds = RubyPeer.OnlyFigure(gem);
            Tell("loaded", $"{count} objects in {seconds:F1} s, {long.Parse(count, CultureInfo.InvariantCulture) / seconds:N0}/s");
            TellMemory(ofStone, ofGem);
        }

        using (Process busy = _ruby.Start("--stone", _stone.Name, Path.Combine(_programs, "storage_commits.rb"), "60", "0", "1"))
        {
            Thread.Sleep(2000);
            Process.GetProcessById(stone).Kill();
            busy.Kill();
            busy.WaitForExit();
        }

        Tell("killed", $"extent {Megabytes("extent*.dbf")} MB, log {Megabytes("tranlog*.dbf")} MB");
        long start = Stopwatch.GetTimestamp();
        _stone.Start();
        Tell("recovered", $"in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        start = Stopwatch.GetTimestamp();
        bool isWhole;
        using (Process gem = _ruby.Start("--stone", _stone.Name, "--tocsz", Space, Path.Combine(_programs, "storage_count.rb")))
        using (MemoryWatch ofStone = new(_stone.ProcessId), ofGem = new(gem.Id))
        {
            double found = RubyPeer.OnlyFigure(gem);
            isWhole = found.ToString(CultureInfo.InvariantCulture) == count;
            Tell("read", $"{found:F0} objects in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s: {(isWhole ? "all are there" : "SOME ARE MISSING")}");
            TellMemory(ofStone, ofGem);
        }

        _stone.Stop();
        foreach (string audit in (string[])["pageaudit", "objectaudit"])
        {
            start = Stopwatch.GetTimestamp();
            int status = _stone.Run(audit);
            isWhole &= status == 0;
            Tell(audit, $"{(status == 0 ? "clean" : "NOT CLEAN")}, in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        }

        _stone.Destroy();
        return isWhole ? 0 : 1;
    }

    private static void TellMemory(MemoryWatch ofStone, MemoryWatch ofGem)
    {
        bool isMet = Math.Max(ofStone.MostMegabytes, ofGem.MostMegabytes) < MostMegabytes;
        Tell("private memory", $"stone {ofStone.MostMegabytes:F0} MB, gem {ofGem.MostMegabytes:F0} MB at most; goal {MostMegabytes:F0} MB each: {(isMet ? "met" : "missed")}");
    }

    private static void Tell(string what, string text) => Console.WriteLine($"{what,-16}{text}");

    private long Megabytes(string pattern) => Directory.GetFiles(_stone.Folder, pattern).Sum(file => new FileInfo(file).Length) >> 20;
}

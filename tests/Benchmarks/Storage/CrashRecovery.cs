using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Storage;

/// <summary>
/// Loads many objects, kills the stone and the gem, starts again, looks whether everything is there, and tells sizes, times
/// and memory. <c>scripts/bench recovery [MILLIONS]</c>.
/// </summary>
public sealed class CrashRecovery(string checkout, string home)
{
    private const string Name = "recovery";
    private readonly RubyPeer _ruby = new("MagLev", Path.Combine(checkout, "scripts", "maglev-ruby"));
    private readonly string _programs = Path.Combine(checkout, "tests", "Benchmarks", "programs");

    private string Folder => Path.Combine(home, "data", Name);

    /// <summary>Does it; the exit status.</summary>
    public int Run(int millions)
    {
        string count = (millions * 1_000_000L).ToString(CultureInfo.InvariantCulture);
        Stone("start", "--image", Path.Combine(home, "bin", "extent0.ruby.dbf"));
        int stone = int.Parse(File.ReadAllText(Path.Combine(Folder, "stone.pid")), CultureInfo.InvariantCulture);
        using (Process gem = _ruby.Start("--stone", Name, "-Mpersistent", Path.Combine(_programs, "storage_load.rb"), count))
        using (MemoryWatch ofStone = new(stone), ofGem = new(gem.Id))
        {
            double seconds = RubyPeer.OnlyFigure(gem);
            Tell("loaded", $"{count} objects in {seconds:F1} s, {long.Parse(count, CultureInfo.InvariantCulture) / seconds:N0}/s");
            Tell("private memory", $"stone {ofStone.MostMegabytes:F0} MB, gem {ofGem.MostMegabytes:F0} MB at most");
        }

        using (Process busy = _ruby.Start("--stone", Name, Path.Combine(_programs, "storage_commits.rb"), "60", "0", "1"))
        {
            Thread.Sleep(2000);
            Process.GetProcessById(stone).Kill();
            busy.Kill();
            busy.WaitForExit();
        }

        Tell("killed", $"extent {Megabytes("extent*.dbf")} MB, log {Megabytes("tranlog*.dbf")} MB");
        long start = Stopwatch.GetTimestamp();
        Stone("start");
        Tell("recovered", $"in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        start = Stopwatch.GetTimestamp();
        Dictionary<string, double> found = _ruby.Figures("--stone", Name, Path.Combine(_programs, "storage_count.rb"));
        bool isWhole = found["objects"].ToString(CultureInfo.InvariantCulture) == count;
        Tell("read", $"{found["objects"]:F0} objects in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s: {(isWhole ? "all are there" : "SOME ARE MISSING")}");
        Stone("stop");
        foreach (string audit in (string[])["pageaudit", "objectaudit"])
        {
            start = Stopwatch.GetTimestamp();
            int status = Stone(audit);
            isWhole &= status == 0;
            Tell(audit, $"{(status == 0 ? "clean" : "NOT CLEAN")}, in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        }

        Stone("destroy");
        return isWhole ? 0 : 1;
    }

    private static void Tell(string what, string text) => Console.WriteLine($"{what,-16}{text}");

    private long Megabytes(string pattern) => Directory.GetFiles(Folder, pattern).Sum(file => new FileInfo(file).Length) >> 20;

    private int Stone(string verb, params string[] options)
    {
        ProcessStartInfo start = new(Path.Combine(home, "build", "stone", "stone")) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in (string[])[verb, "--home", home, "--name", Name, .. options])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("can't run the stone program");
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}

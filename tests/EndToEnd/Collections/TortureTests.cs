using System.Diagnostics;
using System.Text.Json;
using EndToEnd.Faults;

namespace EndToEnd.Collections;

/// <summary>
/// Gems create, link, unlink, hold references in memory only, abort and are killed, while full and epoch collections run without pause and the
/// collector is killed too. TORTURE_GEMS=8 TORTURE_ROUNDS=10 TORTURE_SECONDS=60 is the long form, TORTURE_SEED=n repeats decisions.
/// </summary>
public sealed class TortureTests
{
    /// <summary>From so many on the size must be steady: before, the extent takes its first steps.</summary>
    private const int LongRounds = 8;

    private const int MostSecondsToEnd = 60;

    private static readonly string Program = Path.Combine(Installation.Checkout, "tests", "EndToEnd", "Collections", "torture.rb");
    private readonly List<long> _sizes = [];
    private readonly SortedDictionary<string, double> _phaseSeconds = [];
    private Random _random = new(0);
    private LiveStone _stone = null!;
    private int _killedGems, _killedCollectors, _collections;
    private long _dead;

    private static int Gems => RunSetting.Of("TORTURE_GEMS") ?? 4;

    private static int Rounds => RunSetting.Of("TORTURE_ROUNDS") ?? 3;

    private static int Seconds => RunSetting.Of("TORTURE_SECONDS") ?? 7;

    [Test]
    public void Collections_without_pause_lose_nothing_and_keep_the_size()
    {
        int seed = RunSetting.Of("TORTURE_SEED") ?? Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        _random = new Random(seed);
        using LiveStone stone = new("STN_CHECKPOINT_INTERVAL = 2;\nSTN_TRAN_LOG_SIZES = 1;\nSTN_GC_SHARE = 100;\n");
        _stone = stone;
        stone.Start();
        CommandResult made = stone.Ruby(Program, "make", $"{Gems}");
        Assert.That(made.ExitStatus, Is.Zero, made.ToString());
        for (int round = 0; round < Rounds; round++)
        {
            Round();
            stone.Start();
        }

        TestContext.Out.WriteLine(
            $"{Rounds} rounds of {Seconds} s, {Gems} gems: {_collections} collections removed {_dead} objects; {_killedGems} gems and {_killedCollectors} collectors were killed; "
            + $"seconds in {string.Join(", ", _phaseSeconds.Select(phase => $"{phase.Key} {phase.Value:F1}"))}; "
            + $"extent sizes {string.Join(", ", _sizes.Select(size => size >> 10))} KB");
        Assert.That(_dead, Is.GreaterThan(0));
        if (Rounds >= LongRounds)
        {
            long[] later = [.. _sizes.Skip(_sizes.Count / 2)];
            long median = later.Order().ElementAt(later.Length / 2);
            Assert.That(later, Is.All.InRange(median * 9 / 10, median * 11 / 10), "the extent's size in the second half");
        }
    }

    private void Round()
    {
        List<Process> gems = [.. Enumerable.Range(1, Gems).Select(number => StartGem(number, Seconds))];
        Stopwatch clock = Stopwatch.StartNew();
        bool isFull = true;
        while (gems.Exists(gem => !gem.HasExited))
        {
            Assert.That(clock.Elapsed.TotalSeconds, Is.LessThan(Seconds + MostSecondsToEnd), "a gem does not come to its end");
            Task<CommandResult> collection = Task.Run(() => _stone.Command("gc", ["start", "--wait", "--json", .. isFull ? Array.Empty<string>() : ["--epoch"]]));
            isFull = !isFull;
            if (_random.Next(3) == 0)
            {
                Thread.Sleep(_random.Next(400));
                KillCollector();
            }

            if (_random.Next(3) == 0 && clock.Elapsed.TotalSeconds < Seconds - 2)
            {
                KillGem(gems, _random.Next(gems.Count), Seconds - (int)clock.Elapsed.TotalSeconds);
            }

            Count(collection.Result);
            _sizes.Add(_stone.ExtentBytes);
        }

        foreach (Process gem in gems)
        {
            Assert.That((gem.StandardError.ReadToEnd(), gem.ExitCode), Is.EqualTo(("", 0)));
            TestContext.Out.WriteLine(gem.StandardOutput.ReadToEnd().TrimEnd());
        }

        Audit();
    }

    private Process StartGem(int number, int seconds) => _stone.StartRuby(Program, $"{number}", $"{_random.Next(1 << 30)}", $"{seconds}");

    private void KillGem(List<Process> gems, int index, int secondsLeft)
    {
        gems[index].Kill();
        gems[index].WaitForExit();
        _killedGems++;
        gems[index] = StartGem(index + 1, secondsLeft);
    }

    private void KillCollector()
    {
        using JsonDocument status = JsonDocument.Parse(_stone.Command("gc", "status", "--json").Output);
        JsonElement process = status.RootElement.GetProperty("collector_process");
        if (process.ValueKind != JsonValueKind.Number)
        {
            return;
        }

        try
        {
            using Process collector = Process.GetProcessById(process.GetInt32());
            collector.Kill();
            _killedCollectors++;
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
    }

    private void Count(CommandResult collection)
    {
        Assert.That(collection.ExitStatus, Is.Zero, collection + _stone.Log);
        using JsonDocument run = JsonDocument.Parse(collection.Output);
        _collections++;
        _dead += run.RootElement.GetProperty("dead_objects").GetInt64();
        foreach (JsonProperty phase in run.RootElement.GetProperty("phases").EnumerateObject())
        {
            _phaseSeconds[phase.Name] = _phaseSeconds.GetValueOrDefault(phase.Name) + phase.Value.GetDouble();
        }
    }

    /// <summary>Half of the time on what a kill has left.</summary>
    private void Audit()
    {
        if (_random.Next(2) == 0)
        {
            _stone.Kill();
        }
        else
        {
            Assert.That(_stone.Command("stop").ExitStatus, Is.Zero);
            _stone.WaitForEnd();
        }

        foreach (string audit in (string[])["pageaudit", "objectaudit"])
        {
            CommandResult result = _stone.Command(audit);
            Assert.That(result.ExitStatus, Is.Zero, result.ToString());
        }
    }
}

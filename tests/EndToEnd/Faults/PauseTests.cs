using System.Diagnostics;
using System.Globalization;
using Stone.Server.Tests.Processes;

namespace EndToEnd.Faults;

/// <summary>
/// SIGSTOP of stone and gems at random moments under the load of eight gems, some killed while they are stopped; and gems that
/// stay stopped until the stone takes their views. MAGLEV_PAUSES=1000 goes on for longer, MAGLEV_PAUSE_SEED=n repeats decisions.
/// </summary>
public sealed class PauseTests
{
    private const int LedgerCount = 8;
    private const int UsualPauses = 150;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process[] _gems = new Process[LedgerCount];
    private readonly List<Task> _followers = [];
    private AcknowledgedCommits _commits = new();
    private Random _random = new(0);

    [Test]
    public void Processes_that_stop_and_go_on_lose_nothing_and_hold_nobody_up()
    {
        int seed = RunSetting.Of("MAGLEV_PAUSE_SEED") ?? Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        _random = new Random(seed);
        using LiveStone stone = new("STN_CHECKPOINT_INTERVAL = 1;\nSTN_TRAN_LOG_SIZES = 1;\nSTN_CR_BACKLOG_THRESHOLD = 50;\n");
        Begin(stone);
        int killed = 0;
        for (int pauses = RunSetting.Of("MAGLEV_PAUSES") ?? UsualPauses; pauses > 0; pauses--)
        {
            int index = _random.Next(LedgerCount + 1);
            Process paused = index == LedgerCount ? stone.Process : _gems[index];
            ProcessSignals.Stop(paused);
            Thread.Sleep(_random.Next(60));
            if (index < LedgerCount && _random.Next(4) == 0)
            {
                paused.Kill();
                paused.WaitForExit();
                killed++;
                StartGem(stone, index + 1);
                continue;
            }

            ProcessSignals.Continue(paused);
            Thread.Sleep(_random.Next(20));
        }

        int before = _commits.Count;
        Assert.That(() => _commits.Count, Is.GreaterThan(before + LedgerCount).After((int)Patience.TotalMilliseconds, 5), "nobody commits any more");
        EndGems();
        Ledgers.Check(stone, _commits);
        TestContext.Out.WriteLine($"{_commits.Count} commits, {killed} killed while stopped");
    }

    [Test]
    public void A_gem_that_stays_stopped_past_the_hard_limit_is_ended_and_one_that_goes_on_in_time_is_not()
    {
        using LiveStone stone = new("STN_CR_BACKLOG_THRESHOLD = 20;\nSTN_CR_BACKLOG_HARD_LIMIT = 100;\nSTN_GEM_LOSTOT_TIMEOUT = 5;\n");
        Begin(stone);
        Process late = _gems[0];
        ProcessSignals.Stop(late);
        // The others commit on; the stopped one's view is taken only when its process is gone.
        Assert.That(late.WaitForExit(Patience), "the stone leaves a stopped gem its view for ever");
        Assert.That(stone.Log, Does.Contain($"Process {late.Id} of session").And.Contain("did not move its view and is ended"));
        Process brief = _gems[1];
        int before = _commits.Count;
        ProcessSignals.Stop(brief);
        Assert.That(() => _commits.Count, Is.GreaterThan(before + 100).After((int)Patience.TotalMilliseconds, 5));
        ProcessSignals.Continue(brief);
        Thread.Sleep(500);
        Assert.That(brief.HasExited, Is.False, "a gem that went on in time was ended");
        EndGems();
        Ledgers.Check(stone, _commits);
    }

    private void Begin(LiveStone stone)
    {
        // One fixture serves all tests.
        _commits = new AcknowledgedCommits();
        _followers.Clear();
        stone.Start();
        CommandResult made = stone.Ruby(Ledgers.Program, "make", LedgerCount.ToString(CultureInfo.InvariantCulture));
        Assert.That(made.ExitStatus, Is.Zero, made.ToString());
        for (int key = 1; key <= LedgerCount; key++)
        {
            StartGem(stone, key);
        }

        Assert.That(() => _commits.Count, Is.GreaterThan(LedgerCount).After((int)Patience.TotalMilliseconds, 5));
    }

    private void StartGem(LiveStone stone, int key)
    {
        string seed = _random.Next().ToString(CultureInfo.InvariantCulture);
        _gems[key - 1] = stone.StartRuby(Ledgers.Program, "load", key.ToString(CultureInfo.InvariantCulture), seed);
        _followers.Add(_commits.FollowAsync(_gems[key - 1]));
    }

    private void EndGems()
    {
        foreach (Process gem in _gems)
        {
            gem.Kill();
            gem.WaitForExit();
        }

        Assert.That(Task.WaitAll([.. _followers], Patience));
    }
}

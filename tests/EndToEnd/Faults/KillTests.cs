using System.Diagnostics;
using System.Globalization;
using Stone.Server.Tests.Processes;

namespace EndToEnd.Faults;

/// <summary>
/// kill -9 of stone and gems at random moments, while Ruby programs commit and checkpoints run. MAGLEV_KILL_ROUNDS=100 goes on
/// for longer, MAGLEV_KILL_SEED=n repeats a run's decisions (its moments are the machine's).
/// </summary>
public sealed class KillTests
{
    private const int LedgerCount = 3;
    private const int UsualRounds = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process?[] _gems = new Process?[LedgerCount];
    private readonly List<Task> _followers = [];
    private Random _random = new(0);
    private AcknowledgedCommits _commits = new();
    private LiveStone _stone = null!;
    private int _kills;

    [TestCase(true, "")]
    [TestCase(false, "")]
    [TestCase(true, "DBF_EXTENT_NAMES = extent0.dbf, b/extent1.dbf, c/extent2.dbf;\nDBF_ALLOCATION_MODE = 1, 2, 1;\n")]
    public void No_commit_that_a_gem_was_told_of_is_lost_or_torn_when_stone_and_gems_are_killed(bool durable, string extents)
    {
        int seed = RunSetting.Of("MAGLEV_KILL_SEED") ?? Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        _random = new Random(seed);
        _commits = new AcknowledgedCommits();
        _kills = 0;
        using LiveStone stone = new($"STN_TRAN_FULL_LOGGING = {durable};\nSTN_CHECKPOINT_INTERVAL = 1;\nSTN_TRAN_LOG_SIZES = 1;\n{extents}");
        _stone = stone;
        _stone.Start();
        CommandResult made = _stone.Ruby(Ledgers.Program, "make", LedgerCount.ToString(CultureInfo.InvariantCulture));
        Assert.That(made.ExitStatus, Is.Zero, made.ToString());
        int rounds = RunSetting.Of("MAGLEV_KILL_ROUNDS") ?? UsualRounds;
        for (int round = 0; round < rounds; round++)
        {
            LoadUntilKilled();
            for (int i = _random.Next(3); i > 0; i--)
            {
                // Also while it recovers.
                _stone.Launch();
                Thread.Sleep(_random.Next(400));
                KillStone();
            }

            _stone.Start();
            Ledgers.Check(_stone, _commits);
        }

        TestContext.Out.WriteLine($"{_commits.Count} commits, {_kills} kills in {rounds} rounds");
    }

    /// <summary>Gems commit and some are killed and replaced; in the end the stone is killed.</summary>
    private void LoadUntilKilled()
    {
        _followers.Clear();
        int before = _commits.Count;
        for (int key = 1; key <= LedgerCount; key++)
        {
            StartGem(key);
        }

        Assert.That(() => _commits.Count, Is.GreaterThan(before).After((int)Patience.TotalMilliseconds, 5));
        List<Task> checkpoints = [];
        for (int events = _random.Next(8); events > 0; events--)
        {
            Thread.Sleep(_random.Next(200));
            if (_random.Next(2) == 0)
            {
                checkpoints.Add(Task.Run(() => _stone.Command("checkpoint")));
                continue;
            }

            int key = _random.Next(1, LedgerCount + 1);
            Process gem = _gems[key - 1]!;
            gem.Kill();
            gem.WaitForExit();
            _kills++;
            StartGem(key);
        }

        Thread.Sleep(_random.Next(200));
        KillStone();
        Assert.That(Task.WaitAll([.. _followers, .. checkpoints], Patience), "a gem or a command does not notice that the stone is gone");
        foreach (Process? gem in _gems)
        {
            gem!.WaitForExit();
            string errors = gem.StandardError.ReadToEnd();
            Assert.That(gem.ExitCode, Is.EqualTo(1), errors);
            Assert.That(errors, Does.Contain(LiveStone.Name).And.Not.Contain("   at "));
        }
    }

    private void StartGem(int key)
    {
        string seed = _random.Next().ToString(CultureInfo.InvariantCulture);
        Process gem = _stone.StartRuby(Ledgers.Program, "load", key.ToString(CultureInfo.InvariantCulture), seed);
        _gems[key - 1] = gem;
        _followers.Add(_commits.FollowAsync(gem));
    }

    private void KillStone()
    {
        _stone.Kill();
        _kills++;
    }
}

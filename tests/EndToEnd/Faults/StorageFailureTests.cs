using System.Diagnostics;
using Stone.Server.Tests.Processes;

namespace EndToEnd.Faults;

/// <summary>
/// A write that fails: the stone ends at once, since it cannot know what is on disk, says why in one line, and its next start
/// has every commit that was acknowledged.
/// </summary>
public sealed class StorageFailureTests
{
    private const int SmallBytes = 64 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public void A_failed_write_of_the_log_ends_the_stone_in_one_line_and_loses_nothing([Values] bool durable)
    {
        AcknowledgedCommits commits = new();
        using LiveStone stone = new($"STN_TRAN_FULL_LOGGING = {durable};\nSTN_TRAN_LOG_SIZES = 1;\n");
        stone.Start();
        Assert.That(stone.Ruby(Ledgers.Program, "make", "2").ExitStatus, Is.Zero);
        using LiveVm idle = stone.Vm();
        Assert.That(idle.Eval("Maglev::PERSISTENT_ROOT[:idle] = 1"), Is.EqualTo("1"));
        Process[] gems = [stone.StartRuby(Ledgers.Program, "load", "1", "1"), stone.StartRuby(Ledgers.Program, "load", "2", "2")];
        Task[] followers = [.. gems.Select(commits.FollowAsync)];
        Assert.That(() => commits.Count, Is.GreaterThan(20).After((int)Patience.TotalMilliseconds, 10));
        using FileSizeLimit limit = new(stone.Process.Id, SmallBytes);
        Assert.That(Task.WaitAll(followers, Patience), "a gem does not notice");
        CommandResult end = stone.WaitForEnd();
        Assert.That(end.ExitStatus, Is.EqualTo(1), end.ToString());
        string[] told = [.. stone.Log.Split('\n').Where(line => line.Contains("The stone stops", StringComparison.Ordinal))];
        Assert.That(told, Has.Length.EqualTo(1), stone.Log);
        string cause = $@"{stone.Paths.DataDirectory}/tranlog\d+\.dbf cannot be written at byte \d+: File too large";
        Assert.That(told[0], Does.Match("The stone stops at once: " + cause));
        Assert.That(stone.Log + end.Output + end.Errors, Does.Not.Contain("   at "), "no stack dump");
        foreach (Process gem in gems)
        {
            Assert.That(gem.WaitForExit(Patience));
            Assert.That(gem.StandardError.ReadToEnd(), Does.Match($"Stone \"night\" ended this session: {cause}; (whether this commit was made is not known|what was not committed is lost). \\(MaglevException\\)"));
        }

        Assert.That(idle.Eval("Maglev.commit_transaction"), Does.Match($"^!! MaglevException: Stone \"night\" ended this session: {cause}"));
        Assert.That(idle.Eval("1 + 1"), Is.EqualTo("2"), "the program goes on");
        stone.Start();
        Ledgers.Check(stone, commits);
    }

    [Test]
    public void A_failed_write_of_a_checkpoint_ends_the_stone_in_one_line_and_loses_nothing()
    {
        using LiveStone stone = new("");
        stone.Start();
        Assert.That(stone.Ruby("-Mcommit", "-e", "Maglev::PERSISTENT_ROOT[:a] = 1").ExitStatus, Is.Zero);
        // The meta stands in the first bytes.
        using FileSizeLimit limit = new(stone.Process.Id, 0);
        CommandResult checkpoint = stone.Command("checkpoint");
        Assert.That(checkpoint.ExitStatus, Is.EqualTo(1));
        Assert.That(checkpoint.Errors, Does.Match("^Stone \"night\" (answers: .*extent0.dbf cannot be written.*|ended before it answered; .*)\n$"));
        CommandResult end = stone.WaitForEnd();
        Assert.That(end.ExitStatus, Is.EqualTo(1), end.ToString());
        Assert.That(end.Output, Does.Contain("The stone stops at once: ").And.Contain("extent0.dbf cannot be written at byte"));
        Assert.That(end.Output + end.Errors, Does.Not.Contain("   at "), "no stack dump, though its own log cannot be written either");
        Assert.That(stone.Ruby("-e", "1").Errors, Does.Contain("night"));
        stone.Start();
        Assert.That(stone.Ruby("-e", "p Maglev::PERSISTENT_ROOT[:a]").Output, Is.EqualTo("1\n"));
    }
}

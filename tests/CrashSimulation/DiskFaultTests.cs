using Stone.Server.Commit;
using Stone.Server.Storage;

namespace CrashSimulation;

/// <summary>Full and failing disks.</summary>
public sealed class DiskFaultTests
{
    [Test]
    public void A_full_disk_refuses_commits_and_nothing_else_happens()
    {
        using var simulated = new SimulatedEngine(seed: 1);
        ulong id = simulated.NewId();
        simulated.Commit((id, "before"));
        simulated.Disk.FreeBytes = 0;
        CommitOutcome outcome = CommitUntilFull(simulated);
        Assert.That((outcome.Status, outcome.Reason), Is.EqualTo((CommitStatus.Full, "simulated disk: no space left")));
        Assert.That(simulated.Text(id), Is.EqualTo("before"));
        simulated.Disk.FreeBytes = 10 << 20;
        Assert.That(simulated.Commit((id, "after")).Status, Is.EqualTo(CommitStatus.Committed));
        simulated.Kill();
        simulated.Open();
        Assert.That(simulated.Text(id), Is.EqualTo("after"));
    }

    [Test]
    public void A_full_disk_keeps_its_checkpoints_and_leases_waiting_without_stopping()
    {
        using var simulated = new SimulatedEngine(seed: 1);
        ulong id = simulated.NewId();
        simulated.Disk.FreeBytes = 0;
        CommitUntilFull(simulated);
        for (int i = 0; i < 5; i++)
        {
            try
            {
                simulated.Engine.RunCheckpoint();
                simulated.Engine.LeaseObjectIds(1, 100_000);
            }
            catch (RepositoryFullException)
            {
                // Says so, and goes on.
            }
        }
        Assert.That(simulated.Failures, Is.Empty);
        simulated.Disk.FreeBytes = 10 << 20;
        simulated.Engine.RunCheckpoint();
        Assert.That(simulated.Commit((id, "fine")).Status, Is.EqualTo(CommitStatus.Committed));
    }

    [TestCase("write log")]
    [TestCase("sync log")]
    public void After_a_failed_log_write_or_sync_the_engine_refuses_everything_until_a_restart(string operation)
    {
        using var simulated = new SimulatedEngine(seed: 1);
        ulong id = simulated.NewId();
        simulated.Commit((id, "before"));
        simulated.Disk.Fails = kind => kind == operation;
        Assert.That(() => simulated.Commit((id, "lost or not")), Throws.TypeOf<StorageFailedException>());
        simulated.Disk.Fails = null;
        Assert.That(() => simulated.Commit((id, "again")), Throws.TypeOf<StorageFailedException>());
        Assert.That(() => simulated.Engine.LeaseObjectIds(1, 1), Throws.TypeOf<StorageFailedException>());
        Assert.That(() => simulated.Engine.RunCheckpoint(), Throws.TypeOf<StorageFailedException>());
        Assert.That(() => simulated.Engine.TryFindOutcome(Guid.NewGuid(), out _), Throws.TypeOf<StorageFailedException>());
        Assert.That(simulated.Failures, Has.Count.EqualTo(1));
        Assert.That(simulated.Text(id), Is.EqualTo("before"), "what was not durable is not published");
        simulated.Kill();
        simulated.Disk.Restart();
        simulated.Open();
        Assert.That(simulated.Text(id), Is.EqualTo("before").Or.EqualTo("lost or not"));
    }

    [Test]
    public void After_a_short_write_of_the_log_the_engine_stops_and_loses_nothing()
    {
        using var simulated = new SimulatedEngine(seed: 1);
        ulong id = simulated.NewId();
        simulated.Commit((id, "before"));
        simulated.Disk.ShortensLogWrites = true;
        Assert.That(() => simulated.Commit((id, new string('x', 20_000))), Throws.TypeOf<StorageFailedException>());
        simulated.Disk.ShortensLogWrites = false;
        Assert.That(() => simulated.Commit((id, "no more")), Throws.TypeOf<StorageFailedException>());
        simulated.Kill();
        simulated.Disk.Restart();
        simulated.Open();
        Assert.That(simulated.Text(id), Is.EqualTo("before"));
        Assert.That(simulated.Commit((id, "after")).Status, Is.EqualTo(CommitStatus.Committed));
    }

    [TestCase("sync extent")]
    [TestCase("write extent")]
    [TestCase("write back")]
    public void After_a_failed_checkpoint_write_the_engine_stops_and_loses_nothing(string operation)
    {
        using var simulated = new SimulatedEngine(seed: 1);
        ulong id = simulated.NewId();
        simulated.Commit((id, "before"));
        simulated.Disk.Fails = kind => kind == operation;
        Assert.That(() => simulated.Engine.RunCheckpoint(), Throws.TypeOf<StorageFailedException>());
        simulated.Disk.Fails = null;
        Assert.That(() => simulated.Commit((id, "no more")), Throws.TypeOf<StorageFailedException>());
        simulated.Kill();
        simulated.Disk.Restart();
        simulated.Open();
        Assert.That(simulated.Text(id), Is.EqualTo("before"));
    }

    [Test]
    public void No_commit_is_answered_before_its_sync()
    {
        using var simulated = new SimulatedEngine(seed: 1);
        ulong id = simulated.NewId();
        var trace = new List<string>();
        simulated.Disk.Fails = kind =>
        {
            trace.Add(kind);
            return false;
        };
        for (int i = 0; i < 20; i++)
        {
            simulated.Commit((id, $"{i}"));
            trace.Add("answer");
        }
        string order = string.Join(' ', trace.Where(kind => kind is "write log" or "sync log" or "answer"));
        Assert.That(order, Is.EqualTo(string.Join(' ', Enumerable.Repeat("write log sync log answer", 20))));
    }

    private static CommitOutcome CommitUntilFull(SimulatedEngine simulated)
    {
        // Ids that are leased already, so that only the commit itself needs room.
        ulong next = simulated.Engine.LeaseObjectIds(1, 1000).First;
        CommitOutcome outcome;
        do
        {
            outcome = simulated.Commit((next++, new string('x', 50_000)));
        }
        while (outcome.Status == CommitStatus.Committed);
        return outcome;
    }
}

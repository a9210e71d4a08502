using Serilog.Core;
using Shared.ObjectFormat.Cache;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace CrashSimulation;

/// <summary>What shows only after many commits, or when the clock does what it should not.</summary>
public sealed class LongRunTests
{
    private const int CommitCount = 70_000;

    [Test]
    public unsafe void A_view_stays_as_it_was_over_more_than_65536_commits_and_costs_only_its_own_frames()
    {
        using var simulated = new SimulatedEngine(seed: 1);
        ulong id = simulated.NewId();
        ulong other = simulated.NewId();
        simulated.Commit((id, "as it was"), (other, "also"));
        Snapshot view = simulated.Engine.RegisterSnapshot();
        for (int i = 1; i <= CommitCount; i++)
        {
            simulated.Commit((i % 2 == 0 ? id : other, $"version {i}"));
            if (i % 10_000 == 0)
            {
                simulated.Engine.RunCheckpoint();
            }
        }
        Assert.That(simulated.Engine.Statistics().ExtentBytes, Is.LessThan(8 << 20));
        Assert.That(TextIn(view.State, id), Is.EqualTo("as it was"));
        Assert.That(TextIn(view.State, other), Is.EqualTo("also"));
        CommitRequest late = new() { SessionId = 1, Snapshot = view, Images = SimulatedEngine.Record(id, "from the old view") };
        Assert.That(simulated.Engine.Commit(late).Conflicts.Single().ObjectId, Is.EqualTo(id));
        simulated.Kill();
        simulated.Disk.Restart();
        simulated.Open();
        Assert.That(simulated.Text(id), Is.EqualTo($"version {CommitCount}"));

        string TextIn(PublishedState state, ulong which) => System.Text.Encoding.UTF8.GetString(
            Shared.ObjectFormat.Objects.ObjectRecord.Bytes(ObjectTableReader.Find(simulated.Engine.ExtentBase, state.RootFrame, state.Depth, which)));
    }

    [Test]
    public void A_clock_that_is_set_back_loses_neither_commits_nor_outcomes()
    {
        using var disk = new SimulatedDisk(seed: 1);
        var clock = new SetBackClock();
        var settings = new StorageSettings
        {
            MaximumExtentBytes = [SimulatedDisk.ExtentCapacityBytes],
            InitialExtentBytes = 256 << 10,
            GrowthBytes = 256 << 10,
            LogSegmentBytes = 128 << 10,
            CheckpointThread = false,
            Clock = clock,
        };
        StorageEngine engine = StorageEngine.Create(settings, disk.Open(), Logger.None);
        ulong id = engine.LeaseObjectIds(1, 1).First;
        Dictionary<Guid, ulong> outcomes = [];
        for (int i = 1; i <= 60; i++)
        {
            var request = new CommitRequest
            {
                SessionId = 1,
                Snapshot = engine.RegisterSnapshot(),
                RequestId = Guid.NewGuid(),
                Images = SimulatedEngine.Record(id, $"version {i}"),
            };
            outcomes[request.RequestId] = engine.Commit(request).CommitId;
            engine.ReleaseSnapshot(request.Snapshot);
            if (i % 15 == 0)
            {
                engine.RunCheckpoint();
            }
            if (i % 20 == 0)
            {
                engine.Abandon();
                disk.Restart();
                engine = StorageEngine.Open(settings, disk.Open(), Logger.None);
            }
        }
        Assert.That(outcomes.All(outcome => engine.TryFindOutcome(outcome.Key, out ulong commitId) && commitId == outcome.Value));
        Assert.That(engine.Published.CommitId, Is.EqualTo(outcomes.Values.Max()));
        engine.Abandon();
    }

    /// <summary>Each look is ten minutes before the one before it.</summary>
    private sealed class SetBackClock : TimeProvider
    {
        private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now -= TimeSpan.FromMinutes(10);
    }
}

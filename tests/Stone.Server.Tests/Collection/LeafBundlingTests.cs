using Shared.ObjectFormat.Cache;
using Stone.Server.Collection;
using Stone.Server.Collector;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Tests.Collection;

/// <summary>Objects that outlive all their neighbours do not keep the object table as large as it was.</summary>
public sealed unsafe class LeafBundlingTests : CollectionFixture
{
    private const int Objects = 60_000;

    protected override StorageSettings Settings { get; } = new()
    {
        MaximumExtentBytes = [256L << 20],
        InitialExtentBytes = 1 << 20,
        GrowthBytes = 1 << 20,
        CheckpointThread = false,
        SyncCommits = false,
        RecentIds = 0,
    };

    [Test]
    public void The_few_that_are_left_are_put_together_and_stay_what_they_are()
    {
        ulong[] kept = CommitAndKeep(every: 400);
        Assert.That(Engine.Statistics().TableBytes, Is.LessThan(100_000), "of 480 KB that as many objects take");
        Assert.That(kept.Select(Text), Is.All.StartsWith("knot"));
        AssertClean(killed: true);
        AssertClean();
        Assert.That(kept.Select(Text), Is.All.StartsWith("knot"));
    }

    [Test]
    public void What_a_bundle_holds_is_written_removed_and_bundled_again()
    {
        ulong[] kept = CommitAndKeep(every: 300);
        CommitRequest inOldView = Request(Bob, Record(kept[3], "Bob's"));
        Snapshot view = Engine.RegisterSnapshot();
        for (int i = 0; i < kept.Length; i += 3)
        {
            MustCommit(Alice, Record(kept[i], $"written {i}"));
        }
        Assert.That(Engine.Commit(inOldView).Status, Is.EqualTo(CommitStatus.Conflict));
        Assert.That(kept.Select(id => Text(id, view.State)), Is.All.StartsWith("knot"));
        List<ulong> changed = [];
        TableDifference.Visit(
            Engine.ExtentBase, view.State.RootFrame, view.State.Depth, Engine.Published.RootFrame, Engine.Published.Depth, changed.Add);
        Assert.That(changed, Is.EqualTo(kept.Where((_, i) => i % 3 == 0)));
        Engine.ReleaseSnapshot(view);
        ulong[] left = [.. kept.Where((_, i) => i % 2 == 0)];
        MustCommit(Alice, Record(Root, "root", left));
        Assert.That(Collect().Dead, Is.EqualTo(kept.Length - left.Length));
        Assert.That(Engine.Statistics().TableBytes, Is.LessThan(100_000));
        AssertClean(killed: true);
        Assert.That(kept.Select((id, i) => Text(id)?.Split(' ')[0]), Is.EqualTo(kept.Select((_, i) => i % 2 != 0 ? null : i % 3 == 0 ? "written" : "knot")));
    }

    [Test]
    public void A_removal_on_a_nearly_full_disk_finds_room_for_bundles_too()
    {
        ulong[] kept = CommitAndKeep(every: 350);
        Restart(Settings with { MaximumExtentBytes = [Engine.Statistics().ExtentBytes] });
        MustCommit(Alice, Record(Root, "root", kept[..^1]));
        for (int i = 0; Commit(Alice, Record(NewId(), new string('x', 15_000))).Status == CommitStatus.Committed; i++)
        {
            Assert.That(i, Is.LessThan(100_000));
        }
        Assert.That(Collect().Dead, Is.GreaterThan(0));
        Assert.That(kept[..^1].Select(Text), Is.All.StartsWith("knot"));
        AssertClean();
    }

    [Test]
    public void Leaves_that_nobody_has_looked_at_since_the_start_are_bundled_by_a_full_collection()
    {
        ulong[] kept = CommitAndKeep(every: 500, collected: false);
        using EngineStone stone = new(Engine);
        using (CollectionRun run = new(stone, CollectionKind.Full, Fast))
        {
            Assert.That(run.Mark() && run.Vote() && run.Sweep() && run.Remove(), Is.True);
            stone.End(isWhole: false);
        }
        long before = Engine.Statistics().TableBytes;
        Restart();
        Collect(CollectionKind.Epoch);
        Collect(CollectionKind.Reclaim);
        Engine.RunCheckpoint();
        Assert.That(Engine.Statistics().TableBytes, Is.LessThan(before / 3));
        Assert.That(kept.Select(Text), Is.All.StartsWith("knot"));
        AssertClean();
    }

    [Test]
    public void Bundles_are_verified_when_they_are_first_come_upon_or_by_and_by()
    {
        ulong[] kept = CommitAndKeep(every: 300);
        Restart(Settings with { PageVerificationBytes = 0 });
        MustCommit(Alice, [.. kept.Where((_, i) => i % 2 == 0).Select(id => Record(id, "written"))]);
        Engine.WaitForVerification();
        Assert.That(kept.Select((id, i) => Text(id)?.Split(' ')[0]), Is.EqualTo(kept.Select((_, i) => i % 2 == 0 ? "written" : "knot")));
        AssertClean(killed: true);
    }

    /// <summary>Of many objects every so-and-so-manieth stays.</summary>
    private ulong[] CommitAndKeep(int every, bool collected = true)
    {
        ulong first = Engine.LeaseObjectIds(Alice, Objects).First;
        foreach (int[] part in Enumerable.Range(0, Objects).Chunk(2000))
        {
            MustCommit(Alice, [.. part.Select(i => Record(first + (ulong)i, $"knot {i}"))]);
        }
        ulong[] kept = [.. Enumerable.Range(0, Objects / every).Select(i => first + (ulong)(i * every))];
        MustCommit(Alice, Record(Root, "root", kept));
        if (collected)
        {
            Assert.That(Collect().Dead, Is.EqualTo(Objects - kept.Length));
        }
        return kept;
    }
}

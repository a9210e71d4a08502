using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Stone.Server.Collection;
using Stone.Server.Collector;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Tests.Collection;

/// <summary>What collections take and what they leave, over a real engine.</summary>
public sealed class CollectionTests : CollectionFixture
{
    [Test]
    public void What_no_root_reaches_is_removed_and_its_space_comes_back()
    {
        ulong[] kept = Commit(2000, "kept");
        ulong[] dropped = Commit(2000, "dropped");
        MustCommit(Alice, Record(Root, "root", kept[0]));
        Engine.RunCheckpoint();
        long free = Engine.Statistics().FreeBytes;
        CollectionProgress progress = Collect();
        Assert.That(progress.Dead, Is.EqualTo(dropped.Length));
        Assert.That(dropped.Select(Text), Is.All.Null);
        Assert.That(kept.Select(Text), Is.All.StartsWith("kept"));
        Engine.RunCheckpoint();
        Assert.That(Engine.Statistics().FreeBytes, Is.GreaterThan(free + 100_000));
        AssertClean();
    }

    [Test]
    public void Garbage_in_circles_goes_too_and_a_kill_in_the_middle_forgets_nothing()
    {
        ulong[] ids = [.. Enumerable.Range(0, 1500).Select(_ => NewId())];
        MustCommit(Alice, [.. ids.Select((id, i) => Record(id, $"{i}", ids[(i + 1) % ids.Length], ids[(i + 700) % ids.Length]))]);
        MustCommit(Alice, Record(Root, "root"));
        using EngineStone stone = new(Engine);
        using CollectionRun run = new(stone, CollectionKind.Full, Fast);
        Assert.That(run.Mark() && run.Vote() && run.Sweep(), Is.True);
        Assert.That(Engine.RemoveDead(500), Is.InRange(900, 1010));
        Restart(killed: true);
        Assert.That(Engine.DeadCount, Is.InRange(900, 1500));
        AssertClean(killed: true);
        Assert.That(Commit(Alice, Record(NewId(), "late", ids[^1])).Status, Is.EqualTo(CommitStatus.Conflict));
        Collect(CollectionKind.Reclaim);
        Assert.That(Engine.IsRemovalPending, Is.False);
        Assert.That(ids.Select(Text), Is.All.Null);
        AssertClean(killed: true);
    }

    [Test]
    public void What_is_linked_again_while_the_collector_marks_stays_with_all_that_it_reaches()
    {
        ulong[] list = Commit(300, "list");
        ulong holder = NewId();
        MustCommit(Alice, Record(holder, "holder"), Record(Root, "root", holder));
        using EngineStone stone = new(Engine)
        {
            BallotOpened = () => MustCommit(Alice, Record(holder, "holder", list[100])),
            Condemning = () => MustCommit(Bob, Record(holder, "without")),
        };
        using CollectionRun run = new(stone, CollectionKind.Full, Fast);
        Assert.That(run.RunAll(), Is.True);
        stone.End(isWhole: true);
        Assert.That(list[..100].Select(Text), Is.All.Null);
        Assert.That(list[100..].Select(Text), Is.All.StartsWith("list"));
        AssertClean();
    }

    [Test]
    public void A_run_that_is_to_end_while_it_marks_ends_with_all_its_threads()
    {
        ulong[] list = Commit(3000, "list");
        MustCommit(Alice, Record(Root, "root", list[0]));
        using EngineStone stone = new(Engine) { GoesOn = _ => false };
        using CollectionRun run = new(stone, CollectionKind.Count, Fast);
        // A list gives no work to a second thread, so one of them waits.
        Task<bool> end = Task.Run(run.RunAll);
        Assert.That(end.Wait(TimeSpan.FromSeconds(30)), "it does not come to its end");
        Assert.That(end.Result, Is.False);
        stone.End(isWhole: false);
    }

    [Test]
    public void What_is_touched_in_the_last_moment_is_not_condemned()
    {
        ulong[] list = Commit(300, "list");
        MustCommit(Alice, Record(Root, "root"));
        int tries = 0;
        using EngineStone stone = new(Engine)
        {
            Condemning = () => Assert.That(tries++ > 0 || Engine.Touch([list[250]]).Count == 0, Is.True),
        };
        using CollectionRun run = new(stone, CollectionKind.Full, Fast);
        Assert.That(run.RunAll(), Is.True);
        stone.End(isWhole: true);
        Assert.That(tries, Is.EqualTo(2));
        Assert.That(list[..250].Select(Text), Is.All.Null);
        Assert.That(list[250..].Select(Text), Is.All.StartsWith("list"));
    }

    [Test]
    public void A_commit_that_refers_to_what_was_condemned_is_in_conflict_before_and_after_its_removal()
    {
        ulong[] list = Commit(100, "list");
        MustCommit(Alice, Record(Root, "root"));
        Snapshot old = Engine.RegisterSnapshot();
        using EngineStone stone = new(Engine);
        using CollectionRun run = new(stone, CollectionKind.Full, Fast);
        Assert.That(run.Mark() && run.Vote() && run.Sweep(), Is.True);
        AssertConflicts(old, list[3]);
        Assert.That(Engine.Touch([list[5], Root]), Is.EqualTo(new[] { list[5] }));
        Assert.That(run.Remove(), Is.True);
        AssertConflicts(old, list[3]);
        AssertConflicts(Engine.RegisterSnapshot(), list[3]);
        Assert.That(Text(list[3], old.State), Is.EqualTo("list 3"));
        Engine.ReleaseSnapshot(old);
    }

    [Test]
    public void Survivors_are_moved_together_without_a_conflict_for_who_wrote_one()
    {
        ulong[] list = Commit(3000, "list");
        ulong[] kept = [.. list.Where((_, i) => i % 10 == 0)];
        MustCommit(Alice, [.. kept.Select(id => Record(id, "kept"))]);
        ulong directory = NewId();
        MustCommit(Alice, Record(directory, "all", list), Record(Root, "root", directory));
        MustCommit(Alice, Record(directory, "some", kept));
        CommitRequest late = Request(Bob, Record(kept[7], "Bob's"));
        Snapshot view = Engine.RegisterSnapshot();
        CollectionProgress progress = Collect();
        Assert.That(progress.Dead, Is.EqualTo(list.Length - kept.Length));
        Assert.That(progress.ReclaimedPages, Is.GreaterThan(0));
        Assert.That(Engine.Commit(late).Status, Is.EqualTo(CommitStatus.Committed));
        Assert.That(Text(kept[7]), Is.EqualTo("Bob's"));
        Assert.That(Text(kept[7], view.State), Is.EqualTo("kept"));
        AssertClean(killed: true);
        Assert.That(kept.Where((_, i) => i != 7).Select(Text), Is.All.EqualTo("kept"));
    }

    [Test]
    public void An_epoch_takes_what_was_created_in_it_and_dropped_and_nothing_older()
    {
        ulong[] older = Commit(200, "older garbage");
        ulong holder = NewId();
        MustCommit(Alice, Record(holder, "holder"), Record(Root, "root", holder));
        CollectEpoch();
        ulong[] young = Commit(200, "young garbage");
        ulong[] linked = Commit(200, "linked");
        MustCommit(Alice, Record(holder, "holder", linked[0]));
        CollectionProgress progress = CollectEpoch();
        Assert.That(young.Select(Text), Is.All.Null);
        Assert.That(linked.Select(Text), Is.All.StartsWith("linked"));
        Assert.That(older.Select(Text), Is.All.Null, "they were young once");
        Assert.That(progress.Dead, Is.EqualTo(200));
        MustCommit(Alice, Record(holder, "holder"));
        Assert.That(CollectEpoch().Dead, Is.Zero, "what was created before is for a full collection");
        Commit(300, "dropped");
        Assert.That(Engine.EpochCreatedCount, Is.GreaterThanOrEqualTo(300));
        Assert.That(CollectEpoch().Dead, Is.EqualTo(300));
        MustCommit(Alice, Record(Root, "root", Commit(300, "kept")[0]));
        CollectionProgress whole = CollectEpoch();
        Assert.That((whole.Dead, whole.Marked > 300), Is.EqualTo((0L, true)));
        Assert.That(Engine.EpochCreatedCount, Is.Zero, "what was looked through and is all alive is no part of the next epoch");
        Assert.That(CollectEpoch().Marked, Is.LessThan(300));
        Assert.That(Collect().Dead, Is.EqualTo(201), "what was linked, and its holder");
        AssertClean();
    }

    [Test]
    public void An_ephemeron_keeps_its_value_as_long_as_another_keeps_its_key()
    {
        ulong[] keys = [NewId(), NewId(), NewId()];
        ulong[] values = [NewId(), NewId(), NewId()];
        ulong[] ephemerons = [NewId(), NewId(), NewId()];
        ulong holder = NewId();
        // The second key is held by the first one's value only, the third by nobody.
        byte[][] records = [Record(values[0], "v0", keys[1]), Record(values[1], "v1"), Record(values[2], "v2", keys[2])];
        MustCommit(Alice, [.. keys.Select((id, i) => Record(id, $"k{i}")), .. records,
            .. ephemerons.Select((id, i) => Record(new RecordHeader { ObjectId = id, ClassId = 12, Format = RecordFormat.Ephemeron }, [], Root, keys[i], values[i])),
            Record(holder, "holder", keys[0]), Record(Root, "root", [holder, .. ephemerons])]);
        Assert.That(Collect().Dead, Is.EqualTo(2));
        Assert.That(new[] { Text(keys[0]), Text(values[0]), Text(keys[1]), Text(values[1]), Text(keys[2]), Text(values[2]) },
            Is.EqualTo(new[] { "k0", "v0", "k1", "v1", null, null }));
        Assert.That(References(ephemerons[2]), Is.EqualTo(new[] { ReferenceWord.FromObjectId(Root), ReferenceWord.Nil, ReferenceWord.Nil }));
        MustCommit(Alice, Record(holder, "holder"));
        Assert.That(Collect().Dead, Is.EqualTo(4));
        Assert.That(References(ephemerons[1])[^1], Is.EqualTo(ReferenceWord.Nil));
        AssertClean();
    }

    [Test]
    public void Empty_leaves_of_the_object_table_go_with_their_objects()
    {
        MustCommit(Alice, Record(Root, "root"));
        Engine.RunCheckpoint();
        long free = Engine.Statistics().FreeBytes - Engine.Statistics().ExtentSizes.Sum();
        for (int i = 0; i < 5; i++)
        {
            Commit(5000, "garbage");
            Collect();
        }
        Engine.RunCheckpoint();
        Engine.RunCheckpoint();
        Assert.That(Engine.Statistics().FreeBytes - Engine.Statistics().ExtentSizes.Sum(), Is.GreaterThan(free - 200_000));
        AssertClean();
    }

    private CollectionProgress CollectEpoch() => Collect(CollectionKind.Epoch);

    private unsafe ReferenceWord[] References(ulong id) =>
        ObjectRecord.References(Shared.ObjectFormat.Cache.ObjectTableReader.Find(Engine.ExtentBase, Engine.Published.RootFrame, Engine.Published.Depth, id)).ToArray();

    private void AssertConflicts(Snapshot view, ulong target)
    {
        CommitOutcome outcome = Engine.Commit(Request(Alice, view, Record(NewId(), "late", target)));
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Conflict), outcome.Reason);
        Assert.That(outcome.Conflicts, Is.EqualTo(new[] { new CommitConflict(target, 0, 0, ConflictKind.ReferenceToRemoved) }));
        outcome = Engine.Commit(Request(Bob, view, Record(target, "written")));
        Assert.That(outcome.Conflicts, Is.EqualTo(new[] { new CommitConflict(target, 0, 0, ConflictKind.WriteRemoved) }));
    }
}

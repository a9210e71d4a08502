using Stone.Server.Commit;
using Stone.Server.Storage;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.Extents;

/// <summary>Space that is no longer needed is used again.</summary>
public sealed class SpaceReuseTests : EngineFixture
{
    [Test]
    public void Rewriting_the_same_objects_for_ever_does_not_grow_the_extent()
    {
        ulong first = Engine.LeaseObjectIds(Alice, 50).First;
        Rewrite(first, 100);
        long before = Engine.Statistics().ExtentBytes;
        Rewrite(first, 1_500);
        EngineStatistics after = Engine.Statistics();
        // What commits leave free for checkpoint and collector decides when the next step is due.
        Assert.That(after.ExtentBytes, Is.LessThanOrEqualTo(before + Settings.GrowthBytes), $"{after}");
    }

    [Test]
    public void An_idle_view_holds_only_its_own_frames()
    {
        ulong first = Engine.LeaseObjectIds(Alice, 50).First;
        Rewrite(first, 100);
        Snapshot view = Engine.RegisterSnapshot();
        Rewrite(first, 100);
        long before = Engine.Statistics().ExtentBytes;
        Rewrite(first, 1_500);
        Assert.That(Engine.Statistics().ExtentBytes, Is.EqualTo(before));
        Assert.That(Text(first, view.State), Does.StartWith("99 "));
        Assert.That(Engine.Statistics().WaitingBytes, Is.GreaterThan(0));
    }

    [Test]
    public void The_largest_size_is_refused_by_name_and_nothing_changes()
    {
        ulong id = NewId();
        MustCommit(Alice, Record(id, "before"));
        ulong large = NewId();
        CommitOutcome outcome = Commit(Alice, Record(id, "after"), Record(new() { ObjectId = large, ClassId = 12 }, new byte[300 << 20]));
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Full));
        Assert.That(outcome.Reason, Does.Contain("largest size of 268435456 bytes"));
        Assert.That(Text(id), Is.EqualTo("before"));
        MustCommit(Alice, Record(id, "still works"));
    }

    [Test]
    public void A_full_extent_has_room_again_after_a_checkpoint_or_a_restart([Values] bool killed)
    {
        UseSmallExtent();
        ulong first = Engine.LeaseObjectIds(Alice, 20).First;
        Assert.That(RewriteUntilFull(first, "old"), Is.EqualTo(20));
        Engine.RunCheckpoint();
        int rewritten = RewriteUntilFull(first, "new");
        Assert.That(rewritten, Is.LessThan(20), "what they were at the checkpoint still takes room");
        if (killed)
        {
            UseSmallExtent(killed: true);
        }
        else
        {
            Engine.RunCheckpoint();
        }
        Assert.That(Enumerable.Range(0, 20).Select(i => Text(first + (ulong)i)![..3]), Is.EqualTo(Enumerable.Range(0, 20).Select(i => i < rewritten ? "new" : "old")));
        Assert.That(RewriteUntilFull(first, "now"), Is.GreaterThanOrEqualTo(rewritten));
    }

    [Test]
    public void A_commit_of_large_and_small_objects_that_finds_no_room_changes_nothing()
    {
        UseSmallExtent();
        CommitOutcome outcome;
        ulong large;
        do
        {
            large = Engine.LeaseObjectIds(Alice, 40).First;
            byte[][] small = [.. Enumerable.Range(1, 39).Select(i => Record(large + (ulong)i, new string('s', 8_000)))];
            outcome = Commit(Alice, [Record(large, new string('x', 1_500_000)), .. small]);
        }
        while (outcome.Status == CommitStatus.Committed);
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Full));
        Assert.That(Text(large), Is.Null);
        Assert.That(Text(large - 1), Does.StartWith("s"));
        Assert.That(Engine.Statistics().Shortage, Is.EqualTo(outcome.Reason).And.Contain("extent0.dbf"));
    }

    private void UseSmallExtent(bool killed = false) => Restart(Settings with { MaximumExtentBytes = [10 << 20] }, killed);

    /// <summary>Writes 20 large objects in turn; how many found room.</summary>
    private int RewriteUntilFull(ulong first, string text)
    {
        for (int i = 0; i < 20; i++)
        {
            CommitOutcome outcome = Commit(Alice, Record(first + (ulong)i, text + new string('x', 200_000)));
            if (outcome.Status == CommitStatus.Full)
            {
                return i;
            }
            Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Committed), outcome.Reason);
        }
        return 20;
    }

    private void Rewrite(ulong first, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            MustCommit(Alice, [.. Enumerable.Range(0, 50).Select(i => Record(first + (ulong)i, $"{round} " + new string('x', 500 + (i * 10))))]);
            if (round % 40 == 39)
            {
                Engine.RunCheckpoint();
            }
        }
    }
}

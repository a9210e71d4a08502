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
        Assert.That(after.ExtentBytes, Is.EqualTo(before), $"{after}");
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

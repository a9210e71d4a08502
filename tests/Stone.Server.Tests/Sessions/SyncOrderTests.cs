using Gem.Vm.Session;

namespace Stone.Server.Tests.Sessions;

/// <summary>A durable commit is answered, and seen by others, only when the disk has it.</summary>
public sealed unsafe class SyncOrderTests
{
    [Test]
    public void No_reply_and_no_view_of_a_commit_before_its_sync()
    {
        HeldSyncPlatform platform = new();
        using SessionService service = new(platform, isDurable: true);
        using StoneSession writer = service.Connect();
        using StoneSession reader = service.Connect();
        ulong id = writer.LeaseObjectIds(1);
        ulong before = service.Engine.Published.CommitId;
        platform.MaySync.Reset();
        writer.Stage(Records.Make(id));
        Task<CommitReply> commit = Task.Run(writer.Commit);
        Assert.That(platform.IsWaiting.Wait(TimeSpan.FromSeconds(30)), "nobody came to sync");
        // It waits in the sync: long enough for a reply that does not wait for it to arrive.
        Assert.That(commit.Wait(TimeSpan.FromMilliseconds(200)), Is.False);
        Assert.That(service.Engine.Published.CommitId, Is.EqualTo(before));
        Assert.That(reader.MoveView().IsEmpty);
        Assert.That(reader.Find(id) == null);
        platform.MaySync.Set();
        Assert.That(commit.Result.Outcome, Is.EqualTo(CommitOutcome.Committed));
        reader.MoveView();
        Assert.That(reader.Find(id) != null);
    }

    [Test]
    public void While_one_batch_is_synced_others_are_served_and_the_next_batch_fills()
    {
        HeldSyncPlatform platform = new();
        using SessionService service = new(platform, isDurable: true);
        StoneSession[] gems = [.. Enumerable.Range(0, 3).Select(_ => service.Connect())];
        ulong[] ids = [.. gems.Select(gem => gem.LeaseObjectIds(2))];
        // All three commit now and then, so a batch of one of them is not written on the thread that serves all.
        foreach ((StoneSession gem, ulong id) in gems.Zip(ids))
        {
            gem.Stage(Records.Make(id));
            gem.Commit();
        }

        platform.MaySync.Reset();
        Task<CommitReply> first = Committing(gems[0], ids[0] + 1);
        Assert.That(platform.IsWaiting.Wait(TimeSpan.FromSeconds(30)), "nobody came to sync");
        Task<CommitReply> second = Committing(gems[1], ids[1] + 1);
        // Answered while the first batch is in its sync.
        Assert.That(gems[2].MoveView().IsEmpty);
        Assert.That(gems[2].Find(ids[0] + 1) == null);
        Assert.That(SpinWait.SpinUntil(() => service.Engine.Statistics().CommittedCount == 5, TimeSpan.FromSeconds(30)), "the second commit is not in a batch");
        Assert.That(first.IsCompleted || second.IsCompleted, Is.False);
        platform.MaySync.Set();
        Assert.That(Task.WhenAll(first, second).Result.Select(reply => reply.Outcome), Is.All.EqualTo(CommitOutcome.Committed));
        gems[2].MoveView();
        Assert.That(gems[2].Find(ids[0] + 1) != null && gems[2].Find(ids[1] + 1) != null);
        foreach (StoneSession gem in gems)
        {
            gem.Dispose();
        }
    }

    private static Task<CommitReply> Committing(StoneSession gem, ulong id)
    {
        gem.Stage(Records.Make(id));
        return Task.Run(gem.Commit);
    }
}

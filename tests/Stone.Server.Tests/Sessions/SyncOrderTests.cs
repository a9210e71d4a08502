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
}

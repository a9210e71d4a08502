using Stone.Server.Storage;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.Checkpoint;

/// <summary>Room that only waits for a checkpoint brings one about, though neither the log nor time asks for it.</summary>
public sealed class WaitingRoomTests : EngineFixture
{
    private const int Objects = 200;

    protected override StorageSettings Settings { get; } = new()
    {
        MaximumExtentBytes = [256L << 20],
        InitialExtentBytes = 1 << 20,
        GrowthBytes = 1 << 20,
        CheckpointLogBytes = 0,
        SyncCommits = false,
    };

    [Test]
    public void What_is_rewritten_gives_its_room_back_before_the_extent_holds_it_twice()
    {
        ulong first = Engine.LeaseObjectIds(Alice, Objects).First;
        Rewrite(first, "made");
        Engine.RunCheckpoint();
        EngineStatistics before = Engine.Statistics();
        for (int round = 0; round < 20; round++)
        {
            Rewrite(first, $"{round}");
        }
        Assert.That(() => Engine.Statistics().CheckpointGeneration, Is.GreaterThan(before.CheckpointGeneration).After(20_000, 20));
    }

    /// <summary>Some 4 MB, in commits of 20 KB.</summary>
    private void Rewrite(ulong first, string text)
    {
        for (ulong i = 0; i < Objects; i++)
        {
            MustCommit(Alice, Record(first + i, text + new string('x', 20_000)));
        }
    }
}

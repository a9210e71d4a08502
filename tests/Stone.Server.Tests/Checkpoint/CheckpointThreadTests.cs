using Stone.Server.Storage;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.Checkpoint;

/// <summary>Checkpoints run by themselves while commits go on.</summary>
public sealed class CheckpointThreadTests : EngineFixture
{
    protected override StorageSettings Settings { get; } = new()
    {
        MaximumExtentBytes = [256L << 20],
        InitialExtentBytes = 1 << 20,
        GrowthBytes = 1 << 20,
        LogSegmentBytes = 1 << 20,
        CheckpointLogBytes = 2 << 20,
        SyncCommits = false,
    };

    [Test]
    public void They_follow_the_log_and_lose_nothing()
    {
        ulong first = Engine.LeaseObjectIds(Alice, 64).First;
        ulong before = Engine.Statistics().CheckpointGeneration;
        int round = 0;
        long deadline = Environment.TickCount64 + 20_000;
        while ((Engine.Statistics().CheckpointGeneration < before + 4 || round < 2_000) && Environment.TickCount64 < deadline)
        {
            MustCommit(Alice, Record(first + (ulong)(round % 64), $"{round} " + new string('x', 2_000)));
            round++;
        }
        Assert.That(Engine.Statistics().CheckpointGeneration, Is.GreaterThanOrEqualTo(before + 4));
        Restart();
        for (int i = round - 64; i < round; i++)
        {
            Assert.That(Text(first + (ulong)(i % 64)), Does.StartWith($"{i} "));
        }
    }
}

namespace Stone.Server.Tests.Storage;

/// <summary>Shared counters over restarts and crashes.</summary>
public sealed class SharedCounterTests : EngineFixture
{
    [Test]
    public void What_was_answered_is_there_after_a_restart([Values] bool killed, [Values] bool afterCheckpoint)
    {
        Engine.SetCounter(1, long.MinValue);
        Assert.That(Engine.AddToCounter(128, 5), Is.EqualTo(5));
        Engine.CompleteBatch(Engine.CloseBatch());
        if (afterCheckpoint)
            Engine.RunCheckpoint();
        Assert.That(Engine.AddToCounter(128, 2), Is.EqualTo(7));
        Engine.CompleteBatch(Engine.CloseBatch());
        Restart(killed);
        Assert.That(Engine.SharedCounters()[0], Is.EqualTo(long.MinValue));
        Assert.That(Engine.SharedCounters()[127], Is.EqualTo(7));
    }

    [Test]
    public void Many_changes_in_one_batch_are_one_commit()
    {
        ulong before = Engine.Published.CommitId;
        for (int i = 0; i < 1000; i++)
            Engine.AddToCounter(1 + (i % 128), 1);
        Engine.CompleteBatch(Engine.CloseBatch());
        Assert.That(Engine.Published.CommitId, Is.EqualTo(before + 1));
        Assert.That(Engine.SharedCounters().Sum(), Is.EqualTo(1000));
    }

    [Test]
    public void What_would_leave_64_bits_changes_nothing()
    {
        Engine.SetCounter(3, long.MaxValue - 1);
        Assert.That(() => Engine.AddToCounter(3, 2), Throws.ArgumentException.With.Message.Contains("shared counter 3"));
        Assert.That(Engine.AddToCounter(3, 1), Is.EqualTo(long.MaxValue));
    }
}

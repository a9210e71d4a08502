using System.Diagnostics;

namespace Stone.Server.Sessions;

/// <summary>
/// Whether a durable batch should wait a moment for more commits. Without it two halves of the committers alternate: while one
/// half is synced the other half's requests arrive, and each sync serves half of what it could. A batch waits for the sessions
/// that took part in one of the last two, at most a quarter of what the last batch took, and a millisecond.
/// </summary>
public sealed class CommitGathering(bool isDurable)
{
    private const int WaitDivisor = 4;
    private static readonly long LongestWaitTicks = Stopwatch.Frequency / 1000;
    private long _number = 2;
    private long _lastTicks;
    private long _beganAt;

    /// <summary>Whether to go on collecting. Only with at least one commit ready.</summary>
    public bool ShouldWait(IReadOnlyList<GemSession> sessions, int readyCount)
    {
        if (!isDurable)
            return false;
        if (readyCount >= Expected(sessions))
            return false;
        long now = Stopwatch.GetTimestamp();
        if (_beganAt == 0)
            _beganAt = now;
        return now - _beganAt < Math.Min(_lastTicks / WaitDivisor, LongestWaitTicks);
    }

    /// <summary>How many sessions took part in one of the last two batches and are likely to come again.</summary>
    public int Expected(IReadOnlyList<GemSession> sessions)
    {
        int expected = 0;
        foreach (GemSession session in sessions)
            expected += session.LastBatch >= _number - 2 ? 1 : 0;
        return expected;
    }

    /// <summary>Notes who takes part in the batch that begins now.</summary>
    public void Begin(IReadOnlyList<AddedCommit> batch)
    {
        foreach (AddedCommit commit in batch)
            commit.Session.LastBatch = _number;
        _beganAt = Stopwatch.GetTimestamp();
    }

    /// <summary>The batch is durable.</summary>
    public void End()
    {
        _lastTicks = Stopwatch.GetTimestamp() - _beganAt;
        _beganAt = 0;
        _number++;
    }
}

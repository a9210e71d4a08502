using Shared.ObjectFormat.Pages;

namespace Stone.Server.Commit;

/// <summary>
/// Which commit a request became, for a gem that lost the answer. Bounded by number and age. Checkpoints write it into the
/// extent, replay adds what the log has. Not thread-safe; used under the engine's gate.
/// </summary>
public sealed class OutcomeTable(int limit, TimeSpan lifetime)
{
    private readonly Dictionary<Guid, ulong> _commits = [];
    private readonly Queue<OutcomeEntry> _inOrder = new();

    /// <summary>The outcomes, oldest first.</summary>
    public IReadOnlyCollection<OutcomeEntry> Entries => _inOrder;

    /// <summary>Adds an outcome and drops those that are too old or too many.</summary>
    public void Add(Guid requestId, ulong commitId, long nowMicroseconds)
    {
        if (requestId == Guid.Empty || !_commits.TryAdd(requestId, commitId))
        {
            return;
        }
        _inOrder.Enqueue(new OutcomeEntry { RequestId = requestId, CommitId = commitId, TimeMicroseconds = nowMicroseconds });
        while (_inOrder.Count > limit || IsTooOld(_inOrder.Peek(), nowMicroseconds))
        {
            _commits.Remove(_inOrder.Dequeue().RequestId);
        }
    }

    /// <summary>The commit that a request became; false when none is known.</summary>
    public bool TryFind(Guid requestId, out ulong commitId) => _commits.TryGetValue(requestId, out commitId);

    // A clock that was set back makes entries look young, never old.
    private bool IsTooOld(in OutcomeEntry entry, long now) => now - entry.TimeMicroseconds > lifetime.Ticks / TimeSpan.TicksPerMicrosecond;
}

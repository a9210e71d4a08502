using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Sessions;

/// <summary>One session's commit on its way through a batch.</summary>
public sealed class PendingCommit(GemSession session, CommitRequestId requestId)
{
    /// <summary>Whose it is: its view is the snapshot, its staged records are the data.</summary>
    public GemSession Session { get; } = session;

    /// <summary>By which the gem may ask for the outcome later.</summary>
    public CommitRequestId RequestId { get; } = requestId;

    /// <summary>How it ended; set by the batch.</summary>
    public SlotReplyStatus Outcome { get; set; } = SlotReplyStatus.Refused;

    /// <summary>The commit's id when it succeeded; the view's own when there was nothing to commit.</summary>
    public ulong CommitId { get; set; }

    /// <summary>The conflicts, when that was the outcome.</summary>
    public IReadOnlyList<SlotConflict> Conflicts { get; set; } = [];

    /// <summary>Why it was refused.</summary>
    public string Refusal { get; set; } = "";
}

using Shared.ObjectFormat.Protocol;
using Stone.Server.Sessions;

namespace Stone.Server.Monitoring;

/// <summary>One session as status shows it.</summary>
public static class SessionReport
{
    /// <summary>Only on the request loop's thread.</summary>
    public static unsafe SessionStatus Of(GemSession session) => new()
    {
        SessionId = session.Id,
        ProcessId = session.Peer.ProcessId,
        User = session.Peer.UserName,
        Program = session.Peer.Program,
        AgeSeconds = (DateTime.UtcNow - session.Started).TotalSeconds,
        ViewCommitId = session.View?.CommitId ?? 0,
        State = session.Slot is null ? "remote" : StateName(Volatile.Read(ref session.Header->State)),
        Commits = (ulong)session.Commits,
    };

    /// <summary>The gem can write any number into its state.</summary>
    private static string StateName(int state) => (SlotState)state switch
    {
        SlotState.Active => "active",
        SlotState.Idle => "idle",
        SlotState.Released => "released",
        SlotState.Revoked => "revoked",
        _ => "unknown",
    };
}

using Microsoft.Extensions.Logging;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Storage;

namespace Stone.Server.Sessions;

/// <summary>
/// Takes views back that are so old that they keep many frames. From a session whose state is IDLE it takes the view at once:
/// no code has read it. One that works is asked to abort. Past the hard limit a view is revoked; its session must move it, and after the grace its process is
/// ended. The view is freed only after that end, when nothing can read it any more.
/// </summary>
public sealed unsafe class ViewReclaim(
    IPlatform platform, SessionRegistry registry, StorageEngine engine, RequestHandler handler, ViewLimits limits, ILogger log)
{
    /// <summary>Looks at every session once. Only on the loop's thread.</summary>
    public void Run()
    {
        ulong newest = engine.Published.CommitId;
        foreach (GemSession session in registry.Sessions.ToArray())
        {
            if (session.View is null || session.Slot is null || session.IsCommitting)
                continue;
            ulong behind = newest - session.View.CommitId;
            if (behind > (ulong)limits.Backlog && TryRelease(session))
                continue;
            if (behind > (ulong)limits.Backlog)
                handler.Sharing.AskForAbort(session, behind);
            if (limits.HardBacklog > 0 && behind > (ulong)limits.HardBacklog)
                Revoke(session);
        }
    }

    /// <summary>Takes the view of an idle session; false when it is not idle.</summary>
    private bool TryRelease(GemSession session)
    {
        int before = Interlocked.CompareExchange(ref session.Header->State, (int)SlotState.Released, (int)SlotState.Idle);
        if (before != (int)SlotState.Idle)
            return false;
        engine.ReleaseSnapshot(session.View!);
        session.View = null;
        handler.Counters.ViewsReleased++;
        log.LogInformation("The old view of idle session {Session} was taken", session.Id);
        return true;
    }

    private void Revoke(GemSession session)
    {
        if (session.RevokedAt is not { } since)
        {
            session.RevokedAt = DateTime.UtcNow;
            Interlocked.CompareExchange(ref session.Header->State, (int)SlotState.Revoked, (int)SlotState.Active);
            log.LogWarning("The view of session {Session} is past the hard limit; it has {Seconds} s to move it",
                session.Id, limits.GraceSeconds);
        }
        else if (since < DateTime.UtcNow.AddSeconds(-limits.GraceSeconds))
        {
            // Its connection's thread sees the end of the process and then frees the view.
            log.LogWarning("Process {Process} of session {Session} did not move its view and is ended", session.Peer.ProcessId, session.Id);
            handler.Counters.SessionsKilled++;
            platform.Kill(session.Peer.ProcessId);
            session.RevokedAt = DateTime.MaxValue;
        }
    }
}

using Microsoft.Extensions.Logging;
using Shared.ObjectFormat.Platform;
using Stone.Server.Storage;

namespace Stone.Server.Sessions;

/// <summary>
/// All sessions by number: begins them, ends them, counts them. Its state belongs to the request loop's thread; the methods
/// that return tasks hand themselves over to it.
/// </summary>
public sealed class SessionRegistry(RequestLoop loop, StorageEngine engine, RequestHandler handler, int limit, ILogger log)
{
    private readonly SortedDictionary<int, GemSession> _sessions = [];
    private ulong _lastGeneration;
    private bool _isClosed;

    /// <summary>Sessions now. Only on the loop's thread.</summary>
    public IReadOnlyCollection<GemSession> Sessions => _sessions.Values;

    /// <summary>The session of that number; null when there is none. Only on the loop's thread.</summary>
    public GemSession? Find(int id) => _sessions.GetValueOrDefault(id);

    /// <summary>When the last session ended, or the registry was made, UTC.</summary>
    public DateTime LastUsed { get; private set; } = DateTime.UtcNow;

    /// <summary>
    /// Begins a session with the newest view.
    /// </summary>
    /// <param name="peer">Who.</param>
    /// <param name="slot">Its shared memory, null for a session that only is counted.</param>
    /// <exception cref="SessionRefusedException">There are too many, or the stone is stopping.</exception>
    public Task<GemSession> BeginAsync(SessionPeer peer, SharedMemory? slot) => loop.Invoke(() => Begin(peer, slot));

    /// <summary>Ends a session and frees what it held; does nothing when it has ended.</summary>
    public void PostEnd(GemSession session) => loop.Post(() => End(session, "its connection closed"));

    /// <summary>Ends the session of that number; false when there is none.</summary>
    public Task<bool> EndAsync(int id, string reason) => loop.Invoke(() =>
    {
        if (!_sessions.TryGetValue(id, out GemSession? session))
            return false;
        End(session, reason);
        return true;
    });

    /// <summary>Refuses logins from now on and ends all sessions.</summary>
    public Task CloseAsync() => loop.Invoke(() =>
    {
        _isClosed = true;
        foreach (GemSession session in _sessions.Values.ToArray())
            End(session, "the stone stops");
        return 0;
    });

    /// <summary>Ends a session. Only on the loop's thread.</summary>
    public void End(GemSession session, string reason)
    {
        if (session.HasEnded)
            return;
        handler.Forget(session);
        _sessions.Remove(session.Id);
        if (session.Slot is not null)
            loop.Detach(session);
        if (session.View is not null)
            engine.ReleaseSnapshot(session.View);
        session.View = null;
        engine.EndSession((ulong)session.Id);
        SlotReplyWriter.SayLastWords(session, reason);
        // The gem notices by the end of its socket; the connection's own thread closes it.
        session.Peer.Stream?.Shutdown();
        session.Release();
        LastUsed = DateTime.UtcNow;
        log.LogInformation("Session {Session} of process {Process} ended: {Reason}", session.Id, session.Peer.ProcessId, reason);
    }

    /// <summary>Counts a session whose process died.</summary>
    public void CountDead() => loop.Post(() => handler.Counters.DeadSessions++);

    private GemSession Begin(SessionPeer peer, SharedMemory? slot)
    {
        if (_isClosed)
            throw new SessionRefusedException("The stone is stopping.");
        if (_sessions.Count >= limit)
            throw new SessionRefusedException($"There are {limit} sessions already, the limit (STN_MAX_SESSIONS).");
        int id = 1;
        while (_sessions.ContainsKey(id))
            id++;
        GemSession session = new(id, ++_lastGeneration, peer, slot) { View = slot is null ? null : engine.RegisterSnapshot() };
        _sessions.Add(id, session);
        if (slot is not null)
            loop.Attach(session);
        log.LogInformation("Session {Session}: {User} runs {Program} in process {Process}", id, peer.UserName, peer.Program, peer.ProcessId);
        return session;
    }
}

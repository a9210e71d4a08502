using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Signals;

/// <summary>The signals that one session has not taken yet. Only on the request loop's thread.</summary>
public sealed class SignalQueue
{
    /// <summary>No more signals of sessions wait.</summary>
    public const int SignalLimit = 1000;

    private readonly Queue<SessionSignal> _sent = new();
    private readonly HashSet<ulong> _committed = [];
    private SessionSignal? _abort;

    /// <summary>Adds what a session sent; false when too many wait.</summary>
    public bool TrySend(int sender, long number, string text)
    {
        if (_sent.Count == SignalLimit)
            return false;
        _sent.Enqueue(new SessionSignal(SignalKind.FromSession, sender, number, text, []));
        return true;
    }

    /// <summary>Adds a watched object that was committed.</summary>
    public void AddCommitted(ulong objectId) => _committed.Add(objectId);

    /// <summary>Asks for an abort.</summary>
    public void AskForAbort(long commitsBehind) => _abort = new SessionSignal(SignalKind.Abort, 0, commitsBehind, "", []);

    /// <summary>Takes the next of a kind; null when there is none.</summary>
    public SessionSignal? Take(SignalKind kind) => kind switch
    {
        SignalKind.Abort => TakeAbort(),
        SignalKind.FromSession => _sent.TryDequeue(out SessionSignal? sent) ? sent : null,
        SignalKind.ObjectsCommitted => TakeCommitted(),
        _ => null,
    };

    private SessionSignal? TakeAbort()
    {
        SessionSignal? abort = _abort;
        _abort = null;
        return abort;
    }

    private SessionSignal? TakeCommitted()
    {
        if (_committed.Count == 0)
            return null;
        ulong[] ids = [.. _committed.Take(SessionSignal.ObjectIdLimit)];
        _committed.ExceptWith(ids);
        return new SessionSignal(SignalKind.ObjectsCommitted, 0, ids.Length, "", ids);
    }
}

namespace Stone.Server.Locks;

/// <summary>What becomes of a request for locks.</summary>
public enum LockDecision
{
    /// <summary>The session has them all.</summary>
    Granted,

    /// <summary>Others stand against it, and the session does not wait.</summary>
    Denied,

    /// <summary>It waits.</summary>
    Waiting,

    /// <summary>It would have to wait for sessions that wait for it.</summary>
    Deadlock,
}

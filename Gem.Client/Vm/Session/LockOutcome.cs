namespace Gem.Vm.Session;

/// <summary>How a request for locks stands.</summary>
public enum LockOutcome
{
    /// <summary>The session has all of them.</summary>
    Granted,

    /// <summary>It has none of them, and does not wait.</summary>
    Denied,

    /// <summary>It waits.</summary>
    Waiting,

    /// <summary>Denied because it would have waited for sessions that wait for it.</summary>
    Deadlock,
}

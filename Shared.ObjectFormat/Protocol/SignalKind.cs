namespace Shared.ObjectFormat.Protocol;

/// <summary>What a session is told while it works.</summary>
public enum SignalKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Another session committed watched objects.</summary>
    ObjectsCommitted = 1,

    /// <summary>Another session sent a number and a text.</summary>
    FromSession = 2,

    /// <summary>The session's view keeps much of the repository: abort soon.</summary>
    Abort = 3,
}

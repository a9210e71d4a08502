namespace Shared.ObjectFormat.Protocol;

/// <summary>How a request through the slot went.</summary>
public enum SlotReplyStatus
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>A commit met conflicts; they are in the arena.</summary>
    Conflict = 1,

    /// <summary>Refused; the reason is the text.</summary>
    Refused = 2,

    /// <summary>The session's view was taken; only MoveView is possible.</summary>
    ViewLost = 3,

    /// <summary>A lock was denied, or would have waited for ever: who stands against it is in the arena.</summary>
    Denied = 4,

    /// <summary>A lock is waited for.</summary>
    Waiting = 5,

    /// <summary>A lock was denied because those that it would wait for wait for this session.</summary>
    Deadlock = 6,
}

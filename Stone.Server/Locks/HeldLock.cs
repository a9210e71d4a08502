using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Locks;

/// <summary>A lock that a session has or waits for.</summary>
/// <param name="ObjectId">The object.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Kind">Which.</param>
/// <param name="IsWaiting">Whether it waits for it.</param>
public readonly record struct HeldLock(ulong ObjectId, ulong SessionId, LockKind Kind, bool IsWaiting);

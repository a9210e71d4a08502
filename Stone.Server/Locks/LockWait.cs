using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Locks;

/// <summary>A session that waits for locks on all of some objects.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Kind">Which locks.</param>
/// <param name="ObjectIds">The objects.</param>
internal sealed record LockWait(ulong SessionId, LockKind Kind, HashSet<ulong> ObjectIds);

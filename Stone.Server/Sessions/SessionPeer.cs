using Shared.ObjectFormat.Platform;

namespace Stone.Server.Sessions;

/// <summary>Who is at the other end of a session.</summary>
/// <param name="ProcessId">The gem's process, 0 when not known.</param>
/// <param name="UserName">Who runs it.</param>
/// <param name="Program">What it runs.</param>
/// <param name="Stream">Its session socket, null for a session by gRPC.</param>
public sealed record SessionPeer(int ProcessId, string UserName, string Program, LocalStream? Stream);

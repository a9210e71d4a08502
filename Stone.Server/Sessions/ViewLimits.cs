namespace Stone.Server.Sessions;

/// <summary>How old views may become.</summary>
/// <param name="Backlog">Commits behind after which an idle session's view is taken.</param>
/// <param name="HardBacklog">Commits behind after which any view is revoked; 0: never.</param>
/// <param name="GraceSeconds">Time between revoking a view and ending its process.</param>
public sealed record ViewLimits(int Backlog, int HardBacklog, int GraceSeconds);

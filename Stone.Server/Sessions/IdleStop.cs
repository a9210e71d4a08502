namespace Stone.Server.Sessions;

/// <summary>Whether a stone that nobody uses should stop by itself.</summary>
public static class IdleStop
{
    /// <summary>True when there was no session for so many minutes; never for 0. Only on the loop's thread.</summary>
    public static bool IsDue(SessionRegistry registry, int limitMinutes, DateTime nowUtc) =>
        limitMinutes > 0 && registry.Sessions.Count == 0 && nowUtc - registry.LastUsed > TimeSpan.FromMinutes(limitMinutes);
}

namespace Stone.Server.Sessions;

/// <summary>Where gems find an extent.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="LimitBytes">The largest size it may grow to, which gems map.</param>
public sealed record ExtentPlace(string Path, long LimitBytes);

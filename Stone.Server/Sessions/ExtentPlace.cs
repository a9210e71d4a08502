namespace Stone.Server.Sessions;

/// <summary>Where gems find the extent.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="LimitBytes">The largest size it may grow to, which is what gems map.</param>
public sealed record ExtentPlace(string Path, long LimitBytes);

namespace Stone.Server.Extents;

/// <summary>Frames that the current object table no longer reaches.</summary>
/// <param name="Frame">The first frame.</param>
/// <param name="Frames">How many.</param>
/// <param name="Birth">The commit that allocated them.</param>
/// <param name="RetiredAt">The commit from which on nothing refers to them.</param>
/// <param name="Generation">The checkpoint that must be complete before they are reused; 0 for none.</param>
public readonly record struct RetiredRun(ulong Frame, uint Frames, ulong Birth, ulong RetiredAt, ulong Generation);

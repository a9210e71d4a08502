namespace Stone.Server.Extents;

/// <summary>A region that was written since the cut before.</summary>
/// <param name="Number">Which one.</param>
/// <param name="UnsealedNodes">Its frames with nodes of the table that have no checksum yet, a bit each.</param>
public readonly record struct DirtyRegion(int Number, ulong UnsealedNodes);

namespace Stone.Server.Extents;

/// <summary>
/// Frames next to each other of which some were written since the cut before: what a checkpoint writes at once. A commit whose
/// log record is on its way to the same disk waits for it, so it is small.
/// </summary>
/// <param name="Number">Its first frame divided by <see cref="FrameCount"/>.</param>
/// <param name="UnsealedNodes">Its frames with nodes of the table that have no checksum yet, a bit each.</param>
public readonly record struct DirtyPiece(long Number, ushort UnsealedNodes)
{
    /// <summary>Frames of a piece, 64 KB.</summary>
    public const int FrameCount = 16;

    /// <summary>Its first frame.</summary>
    public ulong FirstFrame => (ulong)Number * FrameCount;
}

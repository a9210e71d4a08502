namespace Stone.Server.Audit;

/// <summary>Where a record stands.</summary>
/// <param name="Segment">The log segment, or <see cref="BlockCache.Extent"/>.</param>
/// <param name="Offset">Byte offset in the file.</param>
/// <param name="RoomBytes">It ends within so many bytes.</param>
internal readonly record struct RecordPlace(ulong Segment, long Offset, long RoomBytes)
{
    /// <summary>No record.</summary>
    public bool IsNone => RoomBytes == 0;
}

namespace Stone.Server.Audit;

/// <summary>Where a record stands.</summary>
/// <param name="Segment">The log segment, or <see cref="BlockCache.Extent"/>.</param>
/// <param name="Offset">Byte offset in the file.</param>
/// <param name="RoomBytes">It ends within so many bytes.</param>
/// <param name="Page">The first frame of its page; 0 in the log.</param>
internal readonly record struct RecordPlace(ulong Segment, long Offset, long RoomBytes, ulong Page)
{
    /// <summary>No record.</summary>
    public bool IsNone => RoomBytes == 0;
}

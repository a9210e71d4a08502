using System.Runtime.InteropServices;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.ObjectTable;

namespace Stone.Server.Audit;

/// <summary>Reads records by position and never past the room they have, whatever they claim.</summary>
internal sealed unsafe class RecordReader(BlockCache blocks)
{
    /// <summary>Where the record of an entry is, which must be present. Throws <see cref="Storage.StorageException"/>.</summary>
    public RecordPlace Place(LeafEntry entry)
    {
        long page = (long)entry.FirstFrame << Frame.Shift;
        long pageBytes = Frame.DataPageBytes;
        if (entry.IsLarge)
        {
            PageHeader header = default;
            blocks.Read(BlockCache.Extent, page, new Span<byte>(&header, PageHeader.SizeBytes));
            pageBytes = (long)header.Frames * Frame.SizeBytes;
        }
        return new RecordPlace(BlockCache.Extent, page + entry.OffsetBytes, Math.Max(1, pageBytes - entry.OffsetBytes), entry.FirstFrame);
    }

    /// <summary>The header of a record; null with what is wrong when it cannot be that of the object. Throws <see cref="Storage.StorageException"/>.</summary>
    public RecordHeader? Header(RecordPlace place, ulong objectId, out string fault)
    {
        RecordHeader header = default;
        fault = "";
        if (place.RoomBytes < RecordHeader.SizeBytes)
        {
            fault = "its record reaches past the page";
            return null;
        }
        blocks.Read(place.Segment, place.Offset, new Span<byte>(&header, RecordHeader.SizeBytes));
        if (header.ObjectId != objectId)
        {
            fault = $"there is a record of object {header.ObjectId} in its place";
        }
        else if (header.RecordBytes > place.RoomBytes)
        {
            fault = $"its record claims {header.RecordBytes} bytes, but only {place.RoomBytes} are left in the page";
        }
        else if (IsInRun(place) && header.RecordBytes + Frame.SizeBytes <= place.RoomBytes)
        {
            // Either of the two may be the bad one; neither is believed then, however much it claims.
            fault = $"its record claims {header.RecordBytes} bytes, but the run that it has for itself has room for {place.RoomBytes}";
        }
        return fault.Length == 0 ? header : null;
    }

    /// <summary>The references of a record from one on, as many as fit; their number.</summary>
    public int References(RecordPlace place, in RecordHeader header, uint from, Span<ReferenceWord> destination)
    {
        int count = (int)Math.Min(header.ReferenceCount - from, (uint)destination.Length);
        blocks.Read(place.Segment, place.Offset + RecordHeader.SizeBytes + (8L * from), MemoryMarshal.AsBytes(destination[..count]));
        return count;
    }

    /// <summary>The bytes of a record, or the first of them.</summary>
    public void Bytes(RecordPlace place, in RecordHeader header, Span<byte> destination) =>
        blocks.Read(place.Segment, place.Offset + RecordHeader.SizeBytes + (8L * header.ReferenceCount), destination);

    /// <summary>Whether nothing but zeros stands between the bytes of a record and its end.</summary>
    public bool HasCleanPad(RecordPlace place, in RecordHeader header)
    {
        long end = RecordHeader.SizeBytes + (8L * header.ReferenceCount) + header.ByteCount;
        Span<byte> pad = stackalloc byte[(int)(header.RecordBytes - end)];
        blocks.Read(place.Segment, place.Offset + end, pad);
        return !pad.ContainsAnyExcept((byte)0);
    }

    private static bool IsInRun(RecordPlace place) => place.Page != 0 && place.RoomBytes > ObjectPlacement.LargestInPageBytes;
}

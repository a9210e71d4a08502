using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace Stone.Server.Recovery;

/// <summary>Reads the map of space that a meta names.</summary>
internal static class SpaceMapRun
{
    /// <summary>
    /// The map; null when it is damaged, which <paramref name="fault"/> is told with its first frame.
    /// </summary>
    /// <param name="extents">The extents.</param>
    /// <param name="meta">A meta that names a map.</param>
    /// <param name="space">All frames, of which only those of metas and headers are known to be in use.</param>
    /// <param name="fault">Gets the frame of the map and what is wrong with it.</param>
    public static SpaceMap? Read(ExtentSet extents, Meta meta, FrameAllocator space, Action<ulong, string> fault)
    {
        ulong frame = meta.SpaceMapFrame;
        PageVerifier pages = new(extents, meta, fault);
        if (!pages.TryReadHeader(frame, PageKind.SpaceMap, out PageHeader header))
        {
            return null;
        }
        long entryBytes = (long)header.Count * SpaceMapEntry.SizeBytes;
        if (header.Frames > SpaceMap.RunFrames(space.Regions.Count()) || PageHeader.SizeBytes + entryBytes > (long)header.Frames * Frame.SizeBytes)
        {
            pages.Fault(frame, $"it is a map of {header.Count} regions in {header.Frames} frames");
            return null;
        }
        byte[] run = new byte[header.Frames * Frame.SizeBytes];
        if (!pages.TryRead(frame, 0, run))
        {
            return null;
        }
        uint checksum = Crc32C.ComputeWithoutField(run, PageHeader.ChecksumOffset);
        if (checksum != MemoryMarshal.Read<uint>(run.AsSpan(PageHeader.ChecksumOffset)) || checksum != meta.SpaceMapChecksum)
        {
            pages.Fault(frame, checksum == header.Checksum ? "it is the map of another checkpoint" : "its checksum is wrong");
            return null;
        }
        SpaceMap map = SpaceMap.Read(run, header.Count);
        if (map.Fits(space))
        {
            return map;
        }
        pages.Fault(frame, "it maps regions that are not there, or what cannot be in them");
        return null;
    }
}

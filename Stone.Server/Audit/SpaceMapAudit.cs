using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace Stone.Server.Audit;

/// <summary>Compares the map of space with what a walk has found. A difference is a fault of the map, in the line of its page.</summary>
/// <param name="frame">The map's first frame.</param>
/// <param name="fault">Gets the map's frame and a difference.</param>
internal sealed class SpaceMapAudit(ulong frame, Action<ulong, string> fault)
{
    /// <summary>Compares; nothing when there is no map, of which was told what is wrong.</summary>
    public void Run(SpaceMap? map, SpaceMap walked)
    {
        if (map == null)
        {
            return;
        }
        Dictionary<uint, SpaceMapEntry> found = walked.Entries.ToDictionary(entry => entry.Region);
        foreach (SpaceMapEntry entry in map.Entries)
        {
            found.Remove(entry.Region, out SpaceMapEntry other);
            Compare(entry, other);
        }
        foreach (SpaceMapEntry missing in found.Values)
        {
            Compare(new SpaceMapEntry { Region = missing.Region }, missing);
        }
    }

    private void Compare(SpaceMapEntry entry, SpaceMapEntry walked)
    {
        ulong first = (ulong)entry.Region * FrameAllocator.RegionFrames;
        if (entry.Kind != walked.Kind && entry.UsedFrames != 0 && walked.UsedFrames != 0)
        {
            fault(frame, $"it says that the 64 pages from {first} hold {(RegionKind)entry.Kind}, but they hold {(RegionKind)walked.Kind}");
        }
        for (int bit = 0; bit < FrameAllocator.RegionFrames; bit++)
        {
            bool isUsed = (walked.UsedFrames >> bit & 1) != 0;
            if ((entry.UsedFrames >> bit & 1) != (walked.UsedFrames >> bit & 1))
            {
                fault(frame, $"it says that page {first + (ulong)bit} is {(isUsed ? "free, but it is in use" : "in use, but nothing reaches it")}");
            }
        }
        for (int page = 0; page < SpaceMapEntry.PagesPerRegion; page++)
        {
            if (entry.LiveRecords[page] != walked.LiveRecords[page])
            {
                fault(frame, $"it counts {entry.LiveRecords[page]} records in page {first + (ulong)(page * Frame.PerDataPage)}, but the table has {walked.LiveRecords[page]}");
            }
        }
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;
using Stone.Server.Checkpoint;
using Stone.Server.ObjectTable;

namespace Stone.Server.Extents;

/// <summary>
/// Which frames are used under one root, and how many records of each data page: what a walk of the object table from there
/// would find. A checkpoint writes the map of its cut into a run of frames, so recovery need not walk.
/// </summary>
internal sealed class SpaceMap
{
    private readonly List<SpaceMapEntry> _entries;

    private SpaceMap(List<SpaceMapEntry> entries) => _entries = entries;

    /// <summary>The regions in which something is used, in ascending order.</summary>
    public IReadOnlyList<SpaceMapEntry> Entries => _entries;

    /// <summary>Bytes of all used frames.</summary>
    public long UsedBytes => _entries.Sum(entry => (long)BitOperations.PopCount(entry.UsedFrames)) * Frame.SizeBytes;

    /// <summary>
    /// Frames of a run for a map of a space in which so many regions are used, and of the regions that the run itself takes.
    /// </summary>
    public static uint RunFrames(int usedRegions) => Frames(usedRegions + 2 + (Frames(usedRegions) / (FrameAllocator.RegionFrames / 2)));

    /// <summary>What the table in the making reached when a copy of the state was made.</summary>
    public static SpaceMap Of(SpaceCopy copy, CheckpointRules rules)
    {
        List<SpaceMapEntry> entries = new(copy.Regions.Sum(regions => regions.Count(region => region.Kind != RegionKind.Free)));
        for (int extent = 0; extent < copy.Regions.Length; extent++)
        {
            ReadOnlySpan<ushort> live = copy.LiveRecords[extent];
            for (int index = 0; index < copy.Regions[extent].Length; index++)
            {
                ref readonly ExtentRegions.Region region = ref copy.Regions[extent][index];
                ulong used = rules.UsedForMap(~region.Free & ~FrameAllocator.HeaderFrames(index), region.Unreached);
                if (used != 0)
                {
                    SpaceMapEntry entry = new()
                    {
                        Region = (uint)((extent * FrameAllocator.RegionsPerExtent) + index),
                        Kind = (byte)region.Kind,
                        UsedFrames = used,
                    };
                    if (region.Kind == RegionKind.Pages)
                    {
                        CountRecords(ref entry, live[(index * SpaceMapEntry.PagesPerRegion)..]);
                    }
                    entries.Add(entry);
                }
            }
        }
        return new SpaceMap(entries);
    }

    /// <summary>The map in the bytes of a run, of which <paramref name="count"/> entries fit.</summary>
    public static SpaceMap Read(ReadOnlySpan<byte> run, uint count) =>
        new([.. MemoryMarshal.Cast<byte, SpaceMapEntry>(run[PageHeader.SizeBytes..])[..checked((int)count)]]);

    /// <summary>All bytes of a run with the map, its checksum included. <paramref name="header"/> is that of the run.</summary>
    public byte[] Seal(PageHeader header)
    {
        byte[] run = new byte[header.Frames * (long)Frame.SizeBytes];
        header.Count = (uint)_entries.Count;
        MemoryMarshal.Write(run, in header);
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_entries)).CopyTo(run.AsSpan(PageHeader.SizeBytes));
        uint checksum = Crc32C.ComputeWithoutField(run, PageHeader.ChecksumOffset);
        MemoryMarshal.Write(run.AsSpan(PageHeader.ChecksumOffset), in checksum);
        return run;
    }

    /// <summary>Whether it can be the map of this space, of which nothing but metas and headers is known to be used.</summary>
    public bool Fits(FrameAllocator allocator)
    {
        long last = -1;
        foreach (ref readonly SpaceMapEntry entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (entry.Region <= last || !allocator.CanLoad(entry.Region, (RegionKind)entry.Kind, entry.UsedFrames))
            {
                return false;
            }
            last = entry.Region;
        }
        return true;
    }

    /// <summary>For recovery: takes it for the state of a space that it fits.</summary>
    public void Load(FrameAllocator allocator, PageUsage usage)
    {
        // From the end, so that lower regions with room are taken first.
        for (int index = _entries.Count - 1; index >= 0; index--)
        {
            SpaceMapEntry entry = _entries[index];
            allocator.Load((int)entry.Region, (RegionKind)entry.Kind, entry.UsedFrames);
            if (entry.Kind == (byte)RegionKind.Pages)
            {
                usage.LoadRegion((int)entry.Region, entry.LiveRecords);
            }
        }
    }

    private static uint Frames(long entries) =>
        (uint)((PageHeader.SizeBytes + (entries * SpaceMapEntry.SizeBytes) + Frame.SizeBytes - 1) / Frame.SizeBytes);

    /// <summary>Takes the numbers of a region's used pages: a stream's have some too.</summary>
    private static void CountRecords(ref SpaceMapEntry entry, ReadOnlySpan<ushort> live)
    {
        for (int page = 0; page < SpaceMapEntry.PagesPerRegion; page++)
        {
            bool isUsed = (entry.UsedFrames >> (page * Frame.PerDataPage) & 1) != 0;
            entry.LiveRecords[page] = isUsed ? live[page] : (ushort)0;
        }
    }
}

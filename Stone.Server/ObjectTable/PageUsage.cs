using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace Stone.Server.ObjectTable;

/// <summary>
/// How many records of each data page the current object table reaches, or a stream holds for its commit. In memory; recovery
/// takes them from the map of space or counts anew.
/// </summary>
public sealed class PageUsage
{
    private readonly ushort[][] _live = [.. Enumerable.Repeat(Array.Empty<ushort>(), Frame.ExtentLimit)];

    /// <summary>The records in use of the page that begins at a frame.</summary>
    public int this[ulong frame]
    {
        get
        {
            int extent = Frame.ExtentIndex(frame);
            int page = PageInExtent(frame);
            return extent < _live.Length && page < _live[extent].Length ? _live[extent][page] : 0;
        }
    }

    /// <summary>One more record.</summary>
    public void Increment(ulong frame)
    {
        int page = PageInExtent(frame);
        Live(Frame.ExtentIndex(frame), page + 1)[page]++;
    }

    /// <summary>The page is given up.</summary>
    public void Clear(ulong frame) => _live[Frame.ExtentIndex(frame)][PageInExtent(frame)] = 0;

    /// <summary>One record less; returns how many are left.</summary>
    public int Decrement(ulong frame) => --_live[Frame.ExtentIndex(frame)][PageInExtent(frame)];

    /// <summary>A copy of the numbers of an extent's pages, of so many regions at most.</summary>
    public ushort[] CopyOf(int extent, int regionCount) => _live[extent][..Math.Min(_live[extent].Length, regionCount * SpaceMapEntry.PagesPerRegion)];

    /// <summary>For recovery: takes in the numbers of a region's pages.</summary>
    public void LoadRegion(int region, ReadOnlySpan<ushort> counts)
    {
        int first = FirstPage(region);
        counts.CopyTo(Live(region / FrameAllocator.RegionsPerExtent, first + counts.Length).AsSpan(first));
    }

    private static int PageInExtent(ulong frame) => (int)(Frame.WithinExtent(frame) / Frame.PerDataPage);

    private static int FirstPage(int region) => region % FrameAllocator.RegionsPerExtent * SpaceMapEntry.PagesPerRegion;

    /// <summary>The numbers of an extent, of at least so many pages.</summary>
    private ushort[] Live(int extent, int pages)
    {
        ref ushort[] live = ref _live[extent];
        if (pages > live.Length)
        {
            Array.Resize(ref live, Math.Max(pages, Math.Max(1024, live.Length * 2)));
        }
        return live;
    }
}

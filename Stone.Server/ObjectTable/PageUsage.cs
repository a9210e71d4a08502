using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace Stone.Server.ObjectTable;

/// <summary>
/// How many records of each data page the current object table reaches, or a stream holds for its commit. In memory; recovery
/// takes them from the map of space or counts anew.
/// </summary>
public sealed class PageUsage
{
    private const int PagesPerWord = 64;

    private readonly ushort[][] _live = [.. Enumerable.Repeat(Array.Empty<ushort>(), Frame.ExtentLimit)];

    // A bit for each page whose number was taken and of which no record has gone since.
    private readonly ulong[][] _known = [.. Enumerable.Repeat(Array.Empty<ulong>(), Frame.ExtentLimit)];

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
    public int Decrement(ulong frame)
    {
        LookAt(frame);
        return --_live[Frame.ExtentIndex(frame)][PageInExtent(frame)];
    }

    /// <summary>A copy of the numbers of an extent's pages, of so many regions at most.</summary>
    public ushort[] CopyOf(int extent, int regionCount) => _live[extent][..PageLimit(extent, regionCount)];

    /// <summary>Pages of an extent of so many regions that may have records.</summary>
    public int PageLimit(int extent, int regionCount) => Math.Min(_live[extent].Length, regionCount * SpaceMapEntry.PagesPerRegion);

    /// <summary>
    /// The numbers of some pages of an extent; with <paramref name="onlyFallen"/> 0 for those of which no record has gone since they were taken
    /// before.
    /// </summary>
    public ushort[] Take(int extent, int fromPage, int count, bool onlyFallen)
    {
        ushort[] counts = _live[extent].AsSpan(fromPage, count).ToArray();
        ref ulong[] known = ref _known[extent];
        Array.Resize(ref known, Math.Max(known.Length, ((fromPage + count) / PagesPerWord) + 1));
        for (int index = 0; index < count; index++)
        {
            ref ulong word = ref known[(fromPage + index) / PagesPerWord];
            ulong bit = 1UL << ((fromPage + index) % PagesPerWord);
            counts[index] = onlyFallen && (word & bit) != 0 ? (ushort)0 : counts[index];
            word |= bit;
        }
        return counts;
    }

    /// <summary>What was taken of a page was not used, or holds no more: it is as good as new.</summary>
    public void LookAt(ulong frame)
    {
        ulong[] known = _known[Frame.ExtentIndex(frame)];
        int page = PageInExtent(frame);
        if (page / PagesPerWord < known.Length)
        {
            known[page / PagesPerWord] &= ~(1UL << (page % PagesPerWord));
        }
    }

    /// <summary>What was taken was not used: all are as good as new.</summary>
    public void LookAtAll()
    {
        foreach (ulong[] known in _known)
        {
            Array.Clear(known);
        }
    }

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

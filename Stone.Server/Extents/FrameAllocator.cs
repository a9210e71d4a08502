using System.Numerics;
using Shared.ObjectFormat.Pages;

namespace Stone.Server.Extents;

/// <summary>
/// Knows which frames of the extents are free. Frames are handed out by region of 64 (256 KB): a region holds nodes, or data
/// pages, or runs, so that they do not fragment each other. A run of more than 64 frames has whole regions of its own. Which
/// extent the next region is taken from, the mode says. A region's number is that of its first frame divided by 64.
/// Not thread-safe; used under the engine's gate.
/// </summary>
public sealed class FrameAllocator(AllocationMode mode)
{
    /// <summary>Frames of a region: one bit each in a word.</summary>
    public const int RegionFrames = 64;

    private const int RegionsPerExtent = 1 << (Frame.WithinExtentBits - 6);
    private const ulong PageStarts = 0x1111_1111_1111_1111;
    private const int RunRegionsTried = 32;

    private readonly Stack<int>[] _partial = [new(), new(), new(), new()];
    private readonly List<ExtentRegions> _extents = [];

    /// <summary>With extents that fill one after the other.</summary>
    public FrameAllocator()
        : this(new AllocationMode())
    {
    }

    /// <summary>How many extents there are.</summary>
    public int ExtentCount => _extents.Count;

    /// <summary>Regions in which every frame is free.</summary>
    public int FreeRegions { get; private set; }

    /// <summary>Free frames in regions of nodes.</summary>
    public long FreeNodeFrames { get; private set; }

    /// <summary>Free data pages in regions of pages.</summary>
    public long FreePages { get; private set; }

    /// <summary>Free frames in regions of runs.</summary>
    public long FreeRunFrames { get; private set; }

    /// <summary>All free frames.</summary>
    public long FreeFrames => ((long)FreeRegions * RegionFrames) + FreeNodeFrames + (FreePages * Frame.PerDataPage) + FreeRunFrames;

    /// <summary>Regions of an extent that are allocated on disk.</summary>
    public int RegionCount(int extent) => extent < _extents.Count ? _extents[extent].Count : 0;

    /// <summary>Regions of an extent in which every frame is free.</summary>
    public int FreeRegionsOf(int extent) => _extents[extent].FreeCount;

    /// <summary>The free frames of a region, a bit each.</summary>
    public ulong FreeFramesOf(int region) => At(region).Free;

    /// <summary>Which extent takes the next region, if it has or can have one; -1 when none has.</summary>
    public int NextExtent(Func<int, bool> mayTake) => mode.Next(_extents.Count, extent => _extents[extent].UsedCount, mayTake);

    /// <summary>Which extent grows next; -1 when none may.</summary>
    public int NextToGrow(Func<int, bool> mayGrow) => mode.Next(_extents.Count, extent => _extents[extent].Count, mayGrow);

    /// <summary>
    /// Takes in frames that were allocated on disk, up to so many regions of an extent. The first frames of each extent belong
    /// to metas and header.
    /// </summary>
    public void Extend(int extent, int regionCount)
    {
        while (_extents.Count <= extent)
        {
            _extents.Add(new ExtentRegions());
        }
        ExtentRegions regions = _extents[extent];
        int before = regions.Count;
        regions.Extend(regionCount);
        FreeRegions += regionCount - before;
        if (before == 0 && regionCount > 0)
        {
            int first = extent * RegionsPerExtent;
            OpenRegion(first, RegionKind.Nodes);
            At(first).Free &= ~((1UL << (int)Frame.FirstUsable) - 1);
            FreeNodeFrames -= (long)Frame.FirstUsable;
        }
    }

    /// <summary>Takes a frame for a node; 0 when there is none.</summary>
    public ulong TakeNode()
    {
        int region = RegionWithRoom(RegionKind.Nodes);
        if (region < 0)
        {
            return 0;
        }
        int bit = BitOperations.TrailingZeroCount(At(region).Free);
        At(region).Free &= ~(1UL << bit);
        FreeNodeFrames--;
        return ((ulong)region * RegionFrames) + (ulong)bit;
    }

    /// <summary>Takes the four frames of a data page; 0 when there are none.</summary>
    public ulong TakePage()
    {
        int region = RegionWithRoom(RegionKind.Pages);
        if (region < 0)
        {
            return 0;
        }
        int bit = BitOperations.TrailingZeroCount(At(region).Free & PageStarts);
        At(region).Free &= ~(15UL << bit);
        FreePages--;
        return ((ulong)region * RegionFrames) + (ulong)bit;
    }

    /// <summary>Takes a run of frames next to each other; 0 when there is none.</summary>
    public ulong TakeRun(uint frames) => frames <= RegionFrames ? TakeShortRun(frames) : TakeLongRun(frames);

    /// <summary>Gives frames back. Frees exactly what one of the Take methods took.</summary>
    public void Free(ulong frame, uint frames)
    {
        int region = (int)(frame / RegionFrames);
        RegionKind kind = At(region).Kind;
        int bit = (int)(frame % RegionFrames);
        if (frames <= RegionFrames)
        {
            FreeBits(region, kind, Mask(frames) << bit, frames);
            return;
        }
        for (uint left = frames; left > 0; region++)
        {
            uint here = Math.Min(left, RegionFrames);
            FreeBits(region, kind, Mask(here), here);
            left -= here;
        }
    }

    /// <summary>
    /// For recovery: notes that frames are in use. False when one of them already is, or when its region is used for
    /// something else, which only a damaged table says.
    /// </summary>
    public bool TryMarkUsed(ulong frame, uint frames, RegionKind kind)
    {
        int extent = Frame.ExtentIndex(frame);
        if (extent >= _extents.Count || (Frame.WithinExtent(frame) + frames + RegionFrames - 1) / RegionFrames > (ulong)_extents[extent].Count)
        {
            return false;
        }
        for (ulong left = frames; left > 0;)
        {
            int region = (int)(frame / RegionFrames);
            int bit = (int)(frame % RegionFrames);
            ulong here = Math.Min(left, (ulong)(RegionFrames - bit));
            ulong mask = Mask((uint)here) << bit;
            if ((At(region).Kind != RegionKind.Free && At(region).Kind != kind) || (At(region).Free & mask) != mask)
            {
                return false;
            }
            if (At(region).Kind == RegionKind.Free)
            {
                OpenRegion(region, kind);
            }
            At(region).Free &= ~mask;
            Count(kind, -(long)here);
            frame += here;
            left -= here;
        }
        return true;
    }

    private ExtentRegions ExtentOf(int region) => _extents[region / RegionsPerExtent];

    private ref ExtentRegions.Region At(int region) => ref _extents[region / RegionsPerExtent][region % RegionsPerExtent];

    private static ulong Mask(uint frames) => frames == RegionFrames ? ulong.MaxValue : (1UL << (int)frames) - 1;

    private ulong TakeShortRun(uint frames)
    {
        // Only the regions on top are tried: a scattered repository shall not make each large object slow.
        Stack<int> partial = _partial[(int)RegionKind.Runs];
        var passedOver = new Stack<int>();
        int found = -1;
        int bit = 0;
        while (found < 0 && partial.Count > 0 && passedOver.Count < RunRegionsTried)
        {
            int region = partial.Peek();
            if (At(region).Kind != RegionKind.Runs || At(region).Free == 0)
            {
                Unlist(RegionKind.Runs);
            }
            else if (TryFindBits(At(region).Free, frames, out bit))
            {
                found = region;
            }
            else
            {
                passedOver.Push(partial.Pop());
            }
        }
        while (passedOver.TryPop(out int region))
        {
            partial.Push(region);
        }
        if (found < 0)
        {
            found = OpenFreeRegion(RegionKind.Runs);
            bit = 0;
        }
        if (found < 0)
        {
            return 0;
        }
        At(found).Free &= ~(Mask(frames) << bit);
        Count(RegionKind.Runs, -frames);
        return ((ulong)found * RegionFrames) + (ulong)bit;
    }

    private static bool TryFindBits(ulong free, uint count, out int bit)
    {
        // After folding n - 1 times a bit is set where n free bits begin.
        ulong starts = free;
        uint have = 1;
        while (have < count && starts != 0)
        {
            uint step = Math.Min(have, count - have);
            starts &= starts >> (int)step;
            have += step;
        }
        bit = BitOperations.TrailingZeroCount(starts);
        return starts != 0;
    }

    private ulong TakeLongRun(uint frames)
    {
        int wanted = (int)((frames + RegionFrames - 1) / RegionFrames);
        HashSet<int> tried = [];
        while (NextExtent(extent => !tried.Contains(extent) && _extents[extent].FreeCount >= wanted) is var extent and >= 0)
        {
            if (FindRow(_extents[extent], wanted) is var first and >= 0)
            {
                ulong frame = ((ulong)(extent * RegionsPerExtent) + (ulong)first) * RegionFrames;
                TryMarkUsed(frame, frames, RegionKind.Runs);
                return frame;
            }
            tried.Add(extent);
        }
        return 0;
    }

    /// <summary>The first of so many free regions next to each other; -1 when there are none.</summary>
    private static int FindRow(ExtentRegions regions, int wanted)
    {
        int inRow = 0;
        for (int index = regions.LowestFree; index < regions.Count; index++)
        {
            inRow = regions[index].Kind == RegionKind.Free ? inRow + 1 : 0;
            if (inRow == wanted)
            {
                return index - wanted + 1;
            }
        }
        return -1;
    }

    private int RegionWithRoom(RegionKind kind)
    {
        Stack<int> partial = _partial[(int)kind];
        while (partial.TryPeek(out int region))
        {
            if (At(region).Kind == kind && At(region).Free != 0)
            {
                return region;
            }
            Unlist(kind);
        }
        return OpenFreeRegion(kind);
    }

    private int OpenFreeRegion(RegionKind kind)
    {
        int extent = NextExtent(candidate => _extents[candidate].FreeCount > 0);
        if (extent < 0)
        {
            return -1;
        }
        ExtentRegions regions = _extents[extent];
        while (regions[regions.LowestFree].Kind != RegionKind.Free)
        {
            regions.LowestFree++;
        }
        int region = (extent * RegionsPerExtent) + regions.LowestFree;
        OpenRegion(region, kind);
        return region;
    }

    private void OpenRegion(int region, RegionKind kind)
    {
        At(region).Kind = kind;
        FreeRegions--;
        ExtentOf(region).FreeCount--;
        Count(kind, RegionFrames);
        List(region, kind);
    }

    private void FreeBits(int region, RegionKind kind, ulong mask, uint frames)
    {
        At(region).Free |= mask;
        Count(kind, frames);
        if (At(region).Free == ulong.MaxValue)
        {
            At(region).Kind = RegionKind.Free;
            ExtentRegions regions = ExtentOf(region);
            regions.LowestFree = Math.Min(regions.LowestFree, region % RegionsPerExtent);
            regions.FreeCount++;
            FreeRegions++;
            Count(kind, -RegionFrames);
        }
        else
        {
            List(region, kind);
        }
    }

    private void List(int region, RegionKind kind)
    {
        // A region may still stand in the list of an earlier kind; it is dropped there when it comes up.
        if (At(region).ListedAs != kind)
        {
            At(region).ListedAs = kind;
            _partial[(int)kind].Push(region);
        }
    }

    private void Unlist(RegionKind kind)
    {
        int region = _partial[(int)kind].Pop();
        if (At(region).ListedAs == kind)
        {
            At(region).ListedAs = RegionKind.Free;
        }
    }

    private void Count(RegionKind kind, long frames)
    {
        switch (kind)
        {
            case RegionKind.Nodes:
                FreeNodeFrames += frames;
                break;
            case RegionKind.Pages:
                FreePages += frames / Frame.PerDataPage;
                break;
            case RegionKind.Runs:
                FreeRunFrames += frames;
                break;
        }
    }
}

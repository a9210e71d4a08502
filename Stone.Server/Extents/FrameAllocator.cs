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

    /// <summary>Region numbers of an extent.</summary>
    public const int RegionsPerExtent = 1 << (Frame.WithinExtentBits - 6);

    /// <summary>Where data pages of a region begin.</summary>
    public const ulong PageStarts = 0x1111_1111_1111_1111;

    private const int RunRegionsTried = 32;

    private readonly Stack<int>[] _partial = [new(), new(), new(), new()];
    private readonly List<ExtentRegions> _extents = [];
    private int _regionCount;
    private int _nodeRegions;

    /// <summary>With extents that fill one after the other.</summary>
    public FrameAllocator()
        : this(new AllocationMode())
    {
    }

    /// <summary>The frames of a region, by its number within the extent, that belong to metas and header.</summary>
    public static ulong HeaderFrames(int index) => index == 0 ? Mask((uint)Frame.FirstUsable) : 0;

    /// <summary>How many extents there are.</summary>
    public int ExtentCount => _extents.Count;

    /// <summary>Regions in which every frame is free.</summary>
    public int FreeRegions { get; private set; }

    /// <summary>Free frames in regions of nodes.</summary>
    public long FreeNodeFrames { get; private set; }

    /// <summary>Frames of nodes that are not free, those of extents' heads among them.</summary>
    public long TakenNodeFrames => ((long)_nodeRegions * RegionFrames) - FreeNodeFrames;

    /// <summary>Free data pages in regions of pages.</summary>
    public long FreePages { get; private set; }

    /// <summary>Free frames in regions of runs.</summary>
    public long FreeRunFrames { get; private set; }

    /// <summary>All free frames.</summary>
    public long FreeFrames => ((long)FreeRegions * RegionFrames) + FreeNodeFrames + (FreePages * Frame.PerDataPage) + FreeRunFrames;

    /// <summary>Frames that are allocated on disk.</summary>
    public long AllocatedFrames => (long)_regionCount * RegionFrames;

    /// <summary>Regions in which a frame is taken.</summary>
    public int UsedRegions => _regionCount - FreeRegions;

    /// <summary>All regions that are allocated on disk, in ascending order.</summary>
    public IEnumerable<int> Regions => Enumerable.Range(0, ExtentCount).SelectMany(extent => Enumerable.Range(extent * RegionsPerExtent, RegionCount(extent)));

    /// <summary>Regions of an extent that are allocated on disk.</summary>
    public int RegionCount(int extent) => extent < _extents.Count ? _extents[extent].Count : 0;

    /// <summary>A copy of what is known of an extent's regions.</summary>
    internal ExtentRegions.Region[] CopyOf(int extent) => _extents[extent].Copy();

    /// <summary>Regions of an extent in which every frame is free.</summary>
    public int FreeRegionsOf(int extent) => _extents[extent].FreeCount;

    /// <summary>The free frames of a region, a bit each.</summary>
    public ulong FreeFramesOf(int region) => At(region).Free;

    /// <summary>The frames of a region that are taken, but not under the table in the making.</summary>
    public ulong UnreachedFramesOf(int region) => At(region).Unreached;

    /// <summary>The frames of a region whose contents were not verified since the repository was opened.</summary>
    public ulong UnverifiedFramesOf(int region) => At(region).Unverified;

    /// <summary>What a region is used for.</summary>
    public RegionKind KindOf(int region) => At(region).Kind;

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
        _regionCount += regionCount - before;
        if (before == 0 && regionCount > 0)
        {
            int first = extent * RegionsPerExtent;
            OpenRegion(first, RegionKind.Nodes);
            At(first).Free &= ~HeaderFrames(0);
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
        for (ulong left = frames; NextPiece(ref frame, ref left, out int region, out ulong mask);)
        {
            if ((At(region).Kind != RegionKind.Free && At(region).Kind != kind) || (At(region).Free & mask) != mask)
            {
                return false;
            }
            MarkUsed(region, kind, mask);
        }
        return true;
    }

    /// <summary>
    /// Whether a map of space can say this of a region: nothing of it is known to be in use yet, and data pages are whole.
    /// </summary>
    public bool CanLoad(uint region, RegionKind kind, ulong used)
    {
        int extent = (int)(region / RegionsPerExtent);
        if (extent >= _extents.Count || region % RegionsPerExtent >= _extents[extent].Count || kind is RegionKind.Free or > RegionKind.Runs)
        {
            return false;
        }
        ref ExtentRegions.Region now = ref At((int)region);
        return (now.Kind == RegionKind.Free || now.Kind == kind) && (now.Free & used) == used
            && (kind != RegionKind.Pages || (used & PageStarts) * 15 == used);
    }

    /// <summary>For recovery: takes in what a map of space says of a region, which <see cref="CanLoad"/>.</summary>
    public void Load(int region, RegionKind kind, ulong used) => MarkUsed(region, kind, used);

    /// <summary>Notes that taken frames are not under the table in the making: they are staged, or retired and wait.</summary>
    public void MarkUnreached(ulong frame, uint frames)
    {
        for (ulong left = frames; NextPiece(ref frame, ref left, out int region, out ulong mask);)
        {
            At(region).Unreached |= mask;
        }
    }

    /// <summary>Notes that the table in the making has come to reach frames that were staged.</summary>
    public void MarkReached(ulong frame, uint frames)
    {
        for (ulong left = frames; NextPiece(ref frame, ref left, out int region, out ulong mask);)
        {
            At(region).Unreached &= ~mask;
        }
    }

    /// <summary>Notes that nobody has verified what is in use now, except the frames of metas and headers.</summary>
    public void MarkAllUnverified()
    {
        foreach (int region in Regions)
        {
            At(region).Unverified = ~At(region).Free & ~HeaderFrames(region % RegionsPerExtent);
        }
    }

    /// <summary>Notes that frames were verified.</summary>
    public void MarkVerified(ulong frame, uint frames)
    {
        for (ulong left = frames; NextPiece(ref frame, ref left, out int region, out ulong mask);)
        {
            At(region).Unverified &= ~mask;
        }
    }

    /// <summary>Whether none of these frames was verified, or freed, since the repository was opened.</summary>
    public bool AreUnverified(ulong frame, uint frames)
    {
        for (ulong left = frames; NextPiece(ref frame, ref left, out int region, out ulong mask);)
        {
            if ((At(region).Unverified & mask) != mask)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The frames of a run that are in one region; false when there are no more.</summary>
    private static bool NextPiece(ref ulong frame, ref ulong left, out int region, out ulong mask)
    {
        region = (int)(frame / RegionFrames);
        int bit = (int)(frame % RegionFrames);
        ulong here = Math.Min(left, (ulong)(RegionFrames - bit));
        mask = Mask((uint)here) << bit;
        frame += here;
        left -= here;
        return here > 0;
    }

    private void MarkUsed(int region, RegionKind kind, ulong mask)
    {
        if (At(region).Kind == RegionKind.Free)
        {
            OpenRegion(region, kind);
        }
        At(region).Free &= ~mask;
        Count(kind, -BitOperations.PopCount(mask));
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
        _nodeRegions += kind == RegionKind.Nodes ? 1 : 0;
        FreeRegions--;
        ExtentOf(region).FreeCount--;
        Count(kind, RegionFrames);
        List(region, kind);
    }

    private void FreeBits(int region, RegionKind kind, ulong mask, uint frames)
    {
        At(region).Free |= mask;
        At(region).Unreached &= ~mask;
        At(region).Unverified &= ~mask;
        Count(kind, frames);
        if (At(region).Free == ulong.MaxValue)
        {
            At(region).Kind = RegionKind.Free;
            _nodeRegions -= kind == RegionKind.Nodes ? 1 : 0;
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

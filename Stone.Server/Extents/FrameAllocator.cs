using System.Numerics;
using Shared.ObjectFormat.Pages;

namespace Stone.Server.Extents;

/// <summary>
/// Knows which frames of an extent are free. Frames are handed out by region of 64 (256 KB): a region holds nodes, or data
/// pages, or runs, so that they do not fragment each other. A run of more than 64 frames has whole regions of its own.
/// Not thread-safe; used under the engine's gate.
/// </summary>
public sealed class FrameAllocator
{
    /// <summary>Frames of a region: one bit each in a word.</summary>
    public const int RegionFrames = 64;

    private const ulong PageStarts = 0x1111_1111_1111_1111;
    private const int RunRegionsTried = 32;

    private readonly Stack<int>[] _partial = [new(), new(), new(), new()];
    private RegionKind[] _kinds = [];
    private ulong[] _free = [];
    private RegionKind[] _listedAs = [];
    private int _lowestFree;

    /// <summary>Regions that are allocated on disk.</summary>
    public int RegionCount { get; private set; }

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

    /// <summary>The free frames of a region, a bit each.</summary>
    public ulong FreeFramesOf(int region) => _free[region];

    /// <summary>Takes in frames that were allocated on disk. Region 0's first frames belong to metas and header.</summary>
    public void Extend(int regionCount)
    {
        int before = RegionCount;
        if (regionCount > _kinds.Length)
        {
            int size = Math.Max(regionCount, _kinds.Length * 2);
            Array.Resize(ref _kinds, size);
            Array.Resize(ref _free, size);
            Array.Resize(ref _listedAs, size);
        }
        for (int region = before; region < regionCount; region++)
        {
            _free[region] = ulong.MaxValue;
        }
        RegionCount = regionCount;
        FreeRegions += regionCount - before;
        if (before == 0 && regionCount > 0)
        {
            OpenRegion(0, RegionKind.Nodes);
            _free[0] &= ~((1UL << (int)Frame.FirstUsable) - 1);
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
        int bit = BitOperations.TrailingZeroCount(_free[region]);
        _free[region] &= ~(1UL << bit);
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
        int bit = BitOperations.TrailingZeroCount(_free[region] & PageStarts);
        _free[region] &= ~(15UL << bit);
        FreePages--;
        return ((ulong)region * RegionFrames) + (ulong)bit;
    }

    /// <summary>Takes a run of frames next to each other; 0 when there is none.</summary>
    public ulong TakeRun(uint frames) => frames <= RegionFrames ? TakeShortRun(frames) : TakeLongRun(frames);

    /// <summary>Gives frames back. Frees exactly what one of the Take methods took.</summary>
    public void Free(ulong frame, uint frames)
    {
        int region = (int)(frame / RegionFrames);
        RegionKind kind = _kinds[region];
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
        ulong left = frames;
        while (left > 0)
        {
            int region = (int)(frame / RegionFrames);
            int bit = (int)(frame % RegionFrames);
            ulong here = Math.Min(left, (ulong)(RegionFrames - bit));
            ulong mask = Mask((uint)here) << bit;
            if (region >= RegionCount || (_kinds[region] != RegionKind.Free && _kinds[region] != kind) || (_free[region] & mask) != mask)
            {
                return false;
            }
            if (_kinds[region] == RegionKind.Free)
            {
                OpenRegion(region, kind);
            }
            _free[region] &= ~mask;
            Count(kind, -(long)here);
            frame += here;
            left -= here;
        }
        return true;
    }

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
            if (_kinds[region] != RegionKind.Runs || _free[region] == 0)
            {
                Unlist(RegionKind.Runs);
            }
            else if (TryFindBits(_free[region], frames, out bit))
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
        _free[found] &= ~(Mask(frames) << bit);
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
        int inRow = 0;
        for (int region = _lowestFree; region < RegionCount && FreeRegions >= wanted; region++)
        {
            inRow = _kinds[region] == RegionKind.Free ? inRow + 1 : 0;
            if (inRow == wanted)
            {
                int first = region - wanted + 1;
                ulong frame = (ulong)first * RegionFrames;
                TryMarkUsed(frame, frames, RegionKind.Runs);
                return frame;
            }
        }
        return 0;
    }

    private int RegionWithRoom(RegionKind kind)
    {
        Stack<int> partial = _partial[(int)kind];
        while (partial.TryPeek(out int region))
        {
            if (_kinds[region] == kind && _free[region] != 0)
            {
                return region;
            }
            Unlist(kind);
        }
        return OpenFreeRegion(kind);
    }

    private int OpenFreeRegion(RegionKind kind)
    {
        if (FreeRegions == 0)
        {
            return -1;
        }
        while (_kinds[_lowestFree] != RegionKind.Free)
        {
            _lowestFree++;
        }
        OpenRegion(_lowestFree, kind);
        return _lowestFree;
    }

    private void OpenRegion(int region, RegionKind kind)
    {
        _kinds[region] = kind;
        FreeRegions--;
        Count(kind, RegionFrames);
        List(region, kind);
    }

    private void FreeBits(int region, RegionKind kind, ulong mask, uint frames)
    {
        _free[region] |= mask;
        Count(kind, frames);
        if (_free[region] == ulong.MaxValue)
        {
            _kinds[region] = RegionKind.Free;
            _lowestFree = Math.Min(_lowestFree, region);
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
        if (_listedAs[region] != kind)
        {
            _listedAs[region] = kind;
            _partial[(int)kind].Push(region);
        }
    }

    private void Unlist(RegionKind kind)
    {
        int region = _partial[(int)kind].Pop();
        if (_listedAs[region] == kind)
        {
            _listedAs[region] = RegionKind.Free;
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

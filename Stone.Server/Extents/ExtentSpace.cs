using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;
using Stone.Server.Storage;

namespace Stone.Server.Extents;

/// <summary>
/// The space of the mapped extent: hands out pages with their headers filled in, grows the file before it does, and notes
/// which regions were written since the last cut. Not thread-safe; used under the engine's gate.
/// </summary>
public sealed unsafe class ExtentSpace(IExtentFile file, ulong repositoryId, long maximumBytes, long growthBytes)
{
    /// <summary>Bytes of a region, the unit in which the file grows and checkpoints write.</summary>
    public const int RegionBytes = FrameAllocator.RegionFrames * Frame.SizeBytes;

    /// <summary>
    /// Regions that commits leave free. A checkpoint, a replay and with them a restart then find room on a full disk too, and
    /// the checkpoint gives back what waits for it.
    /// </summary>
    public const int ReserveRegions = 4;

    // By number, with a bit for each frame that holds a node without a checksum.
    private Dictionary<int, ulong> _dirtyRegions = [];

    /// <summary>The file.</summary>
    public IExtentFile File => file;

    /// <summary>First byte of the mapping.</summary>
    public byte* Base => file.Base;

    /// <summary>Which frames are free.</summary>
    public FrameAllocator Allocator { get; } = new();

    /// <summary>Frames that are allocated on disk.</summary>
    public ulong AllocatedFrames => (ulong)Allocator.RegionCount * FrameAllocator.RegionFrames;

    /// <summary>The page that begins at a frame.</summary>
    public PageHeader* Page(ulong frame) => (PageHeader*)(file.Base + (frame << Frame.Shift));

    /// <summary>Makes at least so many frames part of the space. Throws <see cref="RepositoryFullException"/>.</summary>
    public void ExtendTo(ulong frames)
    {
        int regions = checked((int)((frames + FrameAllocator.RegionFrames - 1) / FrameAllocator.RegionFrames));
        if (regions <= Allocator.RegionCount)
        {
            return;
        }
        long lengthBytes = (long)regions * RegionBytes;
        if (lengthBytes > maximumBytes)
        {
            throw new RepositoryFullException(
                $"{file.Name}: the extent may not grow past its largest size of {maximumBytes} bytes (it has {file.LengthBytes})");
        }
        if (lengthBytes > file.LengthBytes)
        {
            file.Grow(lengthBytes);
        }
        Allocator.Extend(regions);
    }

    /// <summary>
    /// Makes sure that so many nodes and pages can be handed out and the reserve still is there. Runs are taken before, since
    /// they use free regions too. Throws <see cref="RepositoryFullException"/>, and then nothing has changed that matters.
    /// </summary>
    public void Ensure(Reservation reservation)
    {
        long nodeRegions = Regions(reservation.Nodes - Allocator.FreeNodeFrames, FrameAllocator.RegionFrames);
        long pageRegions = Regions(reservation.Pages - Allocator.FreePages, FrameAllocator.RegionFrames / Frame.PerDataPage);
        GrowBy(nodeRegions + pageRegions + ReserveRegions - Allocator.FreeRegions);
    }

    /// <summary>Takes a page of one frame or a data page, for which <see cref="Ensure"/> made room; a replay takes from the reserve.</summary>
    public ulong TakePage(PageKind kind, ulong birthCommit)
    {
        bool isData = kind == PageKind.Data;
        ulong frame = isData ? Allocator.TakePage() : Allocator.TakeNode();
        if (frame == 0)
        {
            GrowBy(1);
            frame = isData ? Allocator.TakePage() : Allocator.TakeNode();
        }
        Prepare(frame, isData ? Frame.PerDataPage : 1u, kind, birthCommit);
        return frame;
    }

    /// <summary>Takes a run of frames, growing the file when no hole is large enough. Throws <see cref="RepositoryFullException"/>.</summary>
    public ulong TakeRun(PageKind kind, uint frames, ulong birthCommit)
    {
        ulong frame = Allocator.TakeRun(frames);
        if (frame == 0)
        {
            GrowBy(Regions(frames, FrameAllocator.RegionFrames));
            frame = Allocator.TakeRun(frames);
        }
        Prepare(frame, frames, kind, birthCommit);
        return frame;
    }

    /// <summary>
    /// Takes a run for each large record and makes sure of room for the rest. Throws <see cref="RepositoryFullException"/>, and
    /// then nothing was taken.
    /// </summary>
    public List<ulong> TakeRoom(IReadOnlyList<uint> runFrames, Reservation rest, ulong birthCommit)
    {
        var runs = new List<ulong>(runFrames.Count);
        try
        {
            foreach (uint frames in runFrames)
            {
                runs.Add(TakeRun(PageKind.LargeObject, frames, birthCommit));
            }
            Ensure(rest);
            return runs;
        }
        catch (RepositoryFullException)
        {
            for (int i = 0; i < runs.Count; i++)
            {
                Allocator.Free(runs[i], runFrames[i]);
            }
            throw;
        }
    }

    /// <summary>Computes the checksum of a page that will not change any more.</summary>
    public void Seal(ulong frame)
    {
        PageHeader* page = Page(frame);
        page->Checksum = Checksum(page, (long)page->Frames * Frame.SizeBytes);
    }

    /// <summary>Notes that frames are written, for the next checkpoint.</summary>
    public void MarkDirty(ulong frame, uint frames)
    {
        for (int region = RegionOf(frame); region <= RegionOf(frame + frames - 1); region++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_dirtyRegions, region, out _) |= 0;
        }
    }

    /// <summary>Has a node sealed at the next checkpoint that reaches it: until then nobody but memory has it.</summary>
    public void SealLater(ulong frame) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_dirtyRegions, RegionOf(frame), out _) |= BitOf(frame);

    /// <summary>Takes that back for a node that is retired: its frame may soon be something else.</summary>
    public void SealNever(ulong frame)
    {
        ref ulong nodes = ref CollectionsMarshal.GetValueRefOrNullRef(_dirtyRegions, RegionOf(frame));
        if (!Unsafe.IsNullRef(ref nodes))
        {
            nodes &= ~BitOf(frame);
        }
    }

    /// <summary>Seals the nodes of a region that <see cref="TakeDirtyRegions"/> gave. Needs no gate: none of them changes or is reused before the checkpoint is complete.</summary>
    public void SealNodes(DirtyRegion region)
    {
        for (ulong left = region.UnsealedNodes; left != 0; left &= left - 1)
        {
            Seal(((ulong)region.Number * FrameAllocator.RegionFrames) + (ulong)BitOperations.TrailingZeroCount(left));
        }
    }

    /// <summary>The regions written since the last call, in ascending order.</summary>
    public List<DirtyRegion> TakeDirtyRegions()
    {
        List<DirtyRegion> regions = [.. _dirtyRegions.Select(region => new DirtyRegion(region.Key, region.Value)).OrderBy(region => region.Number)];
        _dirtyRegions = [];
        return regions;
    }

    /// <summary>The checksum of a page in memory, of any size.</summary>
    public static uint Checksum(PageHeader* page, long lengthBytes)
    {
        const int Piece = 1 << 30;
        var first = new ReadOnlySpan<byte>(page, (int)Math.Min(Piece, lengthBytes));
        uint state = Crc32C.Append(Crc32C.Start, first[..PageHeader.ChecksumOffset]);
        state = Crc32C.Append(state, stackalloc byte[4]);
        state = Crc32C.Append(state, first[(PageHeader.ChecksumOffset + 4)..]);
        for (long at = first.Length; at < lengthBytes; at += Piece)
        {
            state = Crc32C.Append(state, new ReadOnlySpan<byte>((byte*)page + at, (int)Math.Min(Piece, lengthBytes - at)));
        }
        return Crc32C.Finish(state);
    }

    private static int RegionOf(ulong frame) => (int)(frame / FrameAllocator.RegionFrames);

    private static ulong BitOf(ulong frame) => 1UL << (int)(frame % FrameAllocator.RegionFrames);

    private static long Regions(long missing, int perRegion) => missing <= 0 ? 0 : (missing + perRegion - 1) / perRegion;

    private void GrowBy(long regions)
    {
        if (regions <= 0)
        {
            return;
        }
        // The usual step first; near the end of the disk or of the mapping what is needed at least.
        long needed = Allocator.RegionCount + regions;
        long step = Math.Min(Math.Max(needed, Allocator.RegionCount + (growthBytes / RegionBytes)), maximumBytes / RegionBytes);
        if (step > needed)
        {
            try
            {
                ExtendTo((ulong)step * FrameAllocator.RegionFrames);
                return;
            }
            catch (RepositoryFullException)
            {
                // The disk is nearly full: perhaps there is still room for what is needed.
            }
        }
        ExtendTo((ulong)needed * FrameAllocator.RegionFrames);
    }

    private void Prepare(ulong frame, uint frames, PageKind kind, ulong birthCommit)
    {
        MarkDirty(frame, frames);
        *Page(frame) = new PageHeader
        {
            Magic = PageHeader.MagicValue,
            PageNumber = frame,
            BirthCommit = birthCommit,
            Kind = kind,
            Frames = frames,
            RepositoryId = repositoryId,
        };
    }
}

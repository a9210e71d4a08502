using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;
using Stone.Server.Storage;

namespace Stone.Server.Extents;

/// <summary>
/// The space of the mapped extents: hands out pages with their headers filled in, grows a file before it does, and notes
/// what was written since the last cut. Not thread-safe; used under the engine's gate.
/// </summary>
public sealed unsafe class ExtentSpace(ExtentSet extents, ulong repositoryId, StorageSettings settings)
{
    /// <summary>Bytes of a region, the unit in which the file grows.</summary>
    public const int RegionBytes = FrameAllocator.RegionFrames * Frame.SizeBytes;

    /// <summary>
    /// Regions that commits leave free, beside those that the next map of space fills. A checkpoint, a replay and with them a restart
    /// then find room on a full disk too, and the checkpoint gives back what waits for it.
    /// </summary>
    private const int ReserveRegions = 4;

    /// <summary>
    /// Regions that only a collection uses besides: a slice of it copies nodes of the object table, and what it gives back is free only
    /// after a checkpoint.
    /// </summary>
    private const int CollectionReserveRegions = 8;

    private const int LeastStepRegions = 4;

    private const int PartToGrowBy = 16;

    private readonly HashSet<int> _fullExtents = [];

    // By number, with a bit for each frame that holds a node without a checksum.
    private Dictionary<long, ushort> _dirtyPieces = [];

    /// <summary>First byte of extent 0's mapping.</summary>
    public byte* Base => extents.Base;

    /// <summary>Which frames are free.</summary>
    public FrameAllocator Allocator { get; } = new(new AllocationMode(settings.ExtentWeights));

    /// <summary>Frames that commits can take before an extent has to grow; about, since each kind has its own.</summary>
    public long FramesBeforeGrowth =>
        Math.Max(0, Allocator.FreeFrames - ((ReserveRegions + CollectionReserveRegions + MapRegions) * FrameAllocator.RegionFrames));

    /// <summary>Told when an extent can no longer grow and others go on without it.</summary>
    public Action<string>? ExtentIsFull { get; set; }

    /// <summary>Told the extent that has grown.</summary>
    public Action<int>? HasGrown { get; set; }

    /// <summary>Frames that were handed out since the engine opened: what commits and checkpoints wrote.</summary>
    public long TakenFrames { get; private set; }

    // What is less than a region is among the reserve.
    private long MapRegions => SpaceMap.RunFrames(Allocator.UsedRegions) / FrameAllocator.RegionFrames;

    /// <summary>Frames of an extent that are allocated on disk.</summary>
    public ulong AllocatedFrames(int extent) => (ulong)Allocator.RegionCount(extent) * FrameAllocator.RegionFrames;

    /// <summary>The page that begins at a frame.</summary>
    public PageHeader* Page(ulong frame) => (PageHeader*)(extents.Base + (frame << Frame.Shift));

    /// <summary>Makes at least so many frames of an extent part of the space. Throws <see cref="RepositoryFullException"/>.</summary>
    public void ExtendTo(int extent, ulong frames)
    {
        int regions = checked((int)((frames + FrameAllocator.RegionFrames - 1) / FrameAllocator.RegionFrames));
        if (regions <= Allocator.RegionCount(extent))
        {
            return;
        }
        IExtentFile file = extents[extent];
        long lengthBytes = (long)regions * RegionBytes;
        if (lengthBytes > settings.ExtentLimitBytes(extent))
        {
            throw new RepositoryFullException(
                $"{file.Name}: the extent may not grow past its largest size of {settings.ExtentLimitBytes(extent)} bytes (it has {file.LengthBytes})");
        }
        if (lengthBytes > file.LengthBytes)
        {
            extents.Grow(extent, lengthBytes);
        }
        Allocator.Extend(extent, regions);
    }

    /// <summary>
    /// Makes sure that so many nodes and pages can be handed out and the reserve still is there. Runs are taken before, since
    /// they use free regions too. Throws <see cref="RepositoryFullException"/>, and then nothing has changed that matters.
    /// </summary>
    public void Ensure(Reservation reservation) => Ensure(reservation, ReserveRegions + CollectionReserveRegions);

    /// <summary>
    /// As <see cref="Ensure(Reservation)"/>, for removing what is dead and moving what survives: that gives back more than it takes, so it
    /// may use what commits leave free.
    /// </summary>
    public void EnsureForCollection(Reservation reservation) => Ensure(reservation, ReserveRegions);

    private void Ensure(Reservation reservation, int reserveRegions)
    {
        long nodeRegions = Regions(reservation.Nodes - Allocator.FreeNodeFrames, FrameAllocator.RegionFrames);
        long pageRegions = Regions(reservation.Pages - Allocator.FreePages, FrameAllocator.RegionFrames / Frame.PerDataPage);
        GrowTheNext();
        GrowBy(nodeRegions + pageRegions + reserveRegions + MapRegions - Allocator.FreeRegions);
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
            GrowOne(Regions(frames, FrameAllocator.RegionFrames));
            frame = Allocator.TakeRun(frames);
        }
        Prepare(frame, frames, kind, birthCommit);
        return frame;
    }

    /// <summary>
    /// Takes a run for each large record and makes sure of room for the rest. Throws <see cref="RepositoryFullException"/>, and
    /// then nothing was taken.
    /// </summary>
    public List<ulong> TakeRoom(IReadOnlyList<uint> runFrames, Reservation rest, ulong birthCommit) => TakeRoom(runFrames, rest, birthCommit, Ensure);

    /// <summary>As <see cref="TakeRoom(IReadOnlyList{uint}, Reservation, ulong)"/>, for what a collection writes before it gives anything back.</summary>
    public List<ulong> TakeRoomForCollection(IReadOnlyList<uint> runFrames, Reservation rest, ulong birthCommit) =>
        TakeRoom(runFrames, rest, birthCommit, EnsureForCollection);

    private List<ulong> TakeRoom(IReadOnlyList<uint> runFrames, Reservation rest, ulong birthCommit, Action<Reservation> ensure)
    {
        var runs = new List<ulong>(runFrames.Count);
        try
        {
            foreach (uint frames in runFrames)
            {
                runs.Add(TakeRun(PageKind.LargeObject, frames, birthCommit));
            }
            ensure(rest);
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
        for (long piece = PieceOf(frame); piece <= PieceOf(frame + frames - 1); piece++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_dirtyPieces, piece, out _) |= 0;
        }
    }

    /// <summary>Has a node sealed at the next checkpoint that reaches it: until then nobody but memory has it.</summary>
    public void SealLater(ulong frame) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_dirtyPieces, PieceOf(frame), out _) |= BitOf(frame);

    /// <summary>Takes that back for a node that is retired: its frame may soon be something else.</summary>
    public void SealNever(ulong frame)
    {
        ref ushort nodes = ref CollectionsMarshal.GetValueRefOrNullRef(_dirtyPieces, PieceOf(frame));
        if (!Unsafe.IsNullRef(ref nodes))
        {
            nodes &= (ushort)~BitOf(frame);
        }
    }

    /// <summary>Seals the nodes of a piece that <see cref="TakeDirtyPieces"/> gave; none of them changes or is reused before the checkpoint is complete.</summary>
    public void SealNodes(DirtyPiece piece)
    {
        for (uint left = piece.UnsealedNodes; left != 0; left &= left - 1)
        {
            Seal(piece.FirstFrame + (ulong)BitOperations.TrailingZeroCount(left));
        }
    }

    /// <summary>What was written since the last call: numbers of pieces and their nodes without a checksum, in no order.</summary>
    public IReadOnlyCollection<KeyValuePair<long, ushort>> TakeDirtyPieces()
    {
        Dictionary<long, ushort> pieces = _dirtyPieces;
        _dirtyPieces = [];
        return pieces;
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

    private static long PieceOf(ulong frame) => (long)(frame / DirtyPiece.FrameCount);

    private static ushort BitOf(ulong frame) => (ushort)(1u << (int)(frame % DirtyPiece.FrameCount));

    private static long Regions(long missing, int perRegion) => missing <= 0 ? 0 : (missing + perRegion - 1) / perRegion;

    /// <summary>
    /// The extent whose turn it is may have no free region while others have some. It grows then, as otherwise the others would
    /// fill up first, whatever the weights say.
    /// </summary>
    private void GrowTheNext()
    {
        while (extents.Count > 1
            && Allocator.NextExtent(extent => Allocator.FreeRegionsOf(extent) > 0 || !_fullExtents.Contains(extent)) is var next and >= 0
            && Allocator.FreeRegionsOf(next) == 0)
        {
            TryGrow(next, 1);
        }
    }

    /// <summary>Grows the extents by so many regions together. Throws <see cref="RepositoryFullException"/>.</summary>
    private void GrowBy(long regions)
    {
        long wanted = Allocator.FreeRegions + regions;
        while (Allocator.FreeRegions < wanted)
        {
            long missing = wanted - Allocator.FreeRegions;
            GrowOne(extents.Count == 1 ? missing : Math.Min(missing, Math.Max(1, settings.GrowthBytes / RegionBytes)));
        }
    }

    /// <summary>Grows one extent by at least so many regions: the one whose turn it is, or else the next that can.</summary>
    private void GrowOne(long regions)
    {
        List<string> reasons = [];
        HashSet<int> tried = [];
        while (Allocator.NextToGrow(extent => !tried.Contains(extent)) is var next and >= 0)
        {
            if (TryGrow(next, regions) is not { } reason)
            {
                return;
            }
            tried.Add(next);
            reasons.Add(reason);
        }
        throw new RepositoryFullException(string.Join("; ", reasons));
    }

    /// <summary>Grows an extent by at least so many regions; null, or why it cannot.</summary>
    private string? TryGrow(int extent, long regions)
    {
        // The usual step first; near the end of the disk or of the largest size what is needed at least.
        long count = Allocator.RegionCount(extent);
        long needed = count + regions;
        long step = Math.Min(Math.Max(needed, count + UsualStep(count)), settings.ExtentLimitBytes(extent) / RegionBytes);
        string? reason = null;
        foreach (long target in step > needed ? [step, needed] : new[] { needed })
        {
            try
            {
                ExtendTo(extent, (ulong)target * FrameAllocator.RegionFrames);
                _fullExtents.Remove(extent);
                HasGrown?.Invoke(extent);
                return null;
            }
            catch (RepositoryFullException full)
            {
                reason = full.Message;
            }
        }
        if (_fullExtents.Add(extent) && extents.Count > 1)
        {
            ExtentIsFull?.Invoke(reason!);
        }
        return reason;
    }

    /// <summary>Regions by which an extent of so many grows: a part of it, so that a small one stays about as small as it can.</summary>
    private long UsualStep(long regions) =>
        Math.Min(settings.GrowthBytes / RegionBytes, Math.Max(LeastStepRegions, regions / PartToGrowBy));

    private void Prepare(ulong frame, uint frames, PageKind kind, ulong birthCommit)
    {
        MarkDirty(frame, frames);
        TakenFrames += frames;
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

using System.Numerics;
using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>
/// Verifies the pages that were left unverified at the start, region by region, nodes first, while commits go on. A page is read without the
/// engine's gate; then, under it, its frames must still be unverified. If they are, they were not freed up to now, and nobody
/// writes to frames that are in use: so what was read before is what they hold. If they are not, what was read does not matter.
/// </summary>
internal sealed class PageSweep
{
    private readonly RepositoryCore _core;
    private readonly UnverifiedPages _unverified;
    private readonly PageVerifier _pages;
    private readonly byte[] _node = new byte[Frame.SizeBytes];
    private string? _fault;

    /// <summary>Prepares a sweep; <paramref name="hasRead"/> is called with the bytes of each piece that was read, without the gate.</summary>
    public PageSweep(RepositoryCore core, UnverifiedPages unverified, Action<int> hasRead)
    {
        _core = core;
        _unverified = unverified;
        _pages = new PageVerifier(core.Extents, unverified.Meta, (_, what) => _fault ??= what) { HasRead = hasRead };
    }

    private FrameAllocator Allocator => _core.Space.Allocator;

    /// <summary>Verifies all. A page that is damaged stops the engine, which throws <see cref="StorageFailedException"/>.</summary>
    public void Run()
    {
        List<int> regions;
        lock (_core.Gate)
        {
            regions = [.. Allocator.Regions.Where(region => Allocator.UnverifiedFramesOf(region) != 0).OrderBy(region => !HoldsNodes(region))];
        }
        // Every reader needs nodes: as much of the table as a start may read is asked for at once.
        foreach (int region in regions.TakeWhile(HoldsNodes).Take((int)(_core.Settings.PageVerificationBytes / ExtentSpace.RegionBytes)))
        {
            _core.Extents.ReadAhead((long)region * ExtentSpace.RegionBytes, ExtentSpace.RegionBytes);
        }
        foreach (int region in regions)
        {
            while (TryNext(region, out ulong frame, out RegionKind kind))
            {
                _fault = null;
                PageHeader header = Read(frame, kind);
                Settle(frame, kind, header);
            }
        }
        lock (_core.Gate)
        {
            _core.Table.Unverified = null;
        }
    }

    private bool HoldsNodes(int region) => Allocator.KindOf(region) == RegionKind.Nodes;

    /// <summary>The first page of a region that is not verified. As those before it are, its first frame is one.</summary>
    private bool TryNext(int region, out ulong frame, out RegionKind kind)
    {
        lock (_core.Gate)
        {
            _core.ThrowIfFailed();
            ulong left = Allocator.UnverifiedFramesOf(region);
            frame = ((ulong)region * FrameAllocator.RegionFrames) + (ulong)BitOperations.TrailingZeroCount(left);
            kind = Allocator.KindOf(region);
            return left != 0;
        }
    }

    /// <summary>Reads a page and looks at all that it can tell by itself; its header, or <see cref="_fault"/>.</summary>
    private PageHeader Read(ulong frame, RegionKind kind)
    {
        PageHeader header = default;
        if (kind == RegionKind.Nodes)
        {
            if (_pages.TryRead(frame, 0, MemoryMarshal.AsBytes(new Span<PageHeader>(ref header))))
            {
                _pages.TryReadNode(frame, (int)header.Level, header.FirstObjectId, _node);
            }
            return header;
        }
        PageKind pageKind = kind == RegionKind.Pages ? PageKind.Data : PageKind.LargeObject;
        if (_pages.TryVerify(frame, pageKind))
        {
            _pages.TryReadHeader(frame, pageKind, out header);
        }
        return header;
    }

    private void Settle(ulong frame, RegionKind kind, in PageHeader header)
    {
        lock (_core.Gate)
        {
            if (!Allocator.AreUnverified(frame, 1))
            {
                return;
            }
            if (_fault != null)
            {
                throw _unverified.Damaged(frame, _fault);
            }
            if (kind == RegionKind.Nodes && IsReached(frame) && TableBundle.FrameOf(_core.Table.NodeAt(header.FirstObjectId, (int)header.Level)) != frame)
            {
                throw _unverified.Damaged(frame, $"it is the node of objects from {header.FirstObjectId} at level {header.Level}, which do not belong there");
            }
            if (Allocator.AreUnverified(frame, 1))
            {
                _unverified.MarkVerified(frame, header.Frames);
            }
        }
    }

    private bool IsReached(ulong frame) =>
        (Allocator.UnreachedFramesOf((int)(frame / FrameAllocator.RegionFrames)) >> (int)(frame % FrameAllocator.RegionFrames) & 1) == 0;
}

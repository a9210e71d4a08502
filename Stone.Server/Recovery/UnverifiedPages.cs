using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>
/// The pages that were in use when the repository was opened, and that nobody has verified since; the allocator has a bit for
/// each of their frames. The stone verifies a page before it believes what is in it, so what is damaged is never copied and
/// sealed as good. A frame that is freed is none of them any more. Used under the engine's gate.
/// </summary>
internal sealed class UnverifiedPages
{
    private readonly RepositoryCore _core;
    private readonly PageVerifier _pages;
    private readonly byte[] _node = new byte[Frame.SizeBytes];

    /// <summary>Of a repository that is opened from a meta.</summary>
    public UnverifiedPages(RepositoryCore core, Meta meta)
    {
        _core = core;
        Meta = meta;
        _pages = new PageVerifier(core.Extents, meta, (frame, what) => throw Damaged(frame, what));
    }

    /// <summary>The meta under which they are.</summary>
    public Meta Meta { get; }

    private FrameAllocator Allocator => _core.Space.Allocator;

    /// <summary>
    /// What is thrown for a damaged page: while the repository is opened it is refused, afterwards the engine stops, as any
    /// disk that fails makes it.
    /// </summary>
    public StorageException Damaged(ulong frame, string what)
    {
        RecoveryRefusedException refusal = new(RefusalReason.PageDamaged, RepositoryRecovery.PageFault(_core.Extents, frame, what));
        return _core.IsServing ? _core.Fail(refusal) : refusal;
    }

    /// <summary>A node of the table in the making is about to be read, where nodes of that level and first object belong.</summary>
    public void TouchNode(ulong frame, int level, ulong firstObjectId)
    {
        if (Allocator.AreUnverified(frame, 1))
        {
            _pages.TryReadNode(frame, level, firstObjectId, _node);
            Allocator.MarkVerified(frame, 1);
        }
    }

    /// <summary>
    /// The header of a record, or of its page, is about to be read: a data page is verified, of a run, which may be large, the
    /// header.
    /// </summary>
    public void TouchHeader(LeafEntry entry)
    {
        if (!entry.IsLarge)
        {
            TouchRecord(entry);
        }
        else if (Allocator.AreUnverified(entry.FirstFrame, 1))
        {
            _pages.TryReadHeader(entry.FirstFrame, PageKind.LargeObject, out PageHeader header);
            RequireAll(entry.FirstFrame, header.Frames);
        }
    }

    /// <summary>A record is about to be read.</summary>
    public void TouchRecord(LeafEntry entry)
    {
        if (Allocator.AreUnverified(entry.FirstFrame, 1))
        {
            PageKind kind = entry.IsLarge ? PageKind.LargeObject : PageKind.Data;
            _pages.TryVerify(entry.FirstFrame, kind);
            _pages.TryReadHeader(entry.FirstFrame, kind, out PageHeader header);
            MarkVerified(entry.FirstFrame, header.Frames);
        }
    }

    /// <summary>Notes that a page was verified, whose first frame was not until now.</summary>
    public void MarkVerified(ulong frame, uint frames)
    {
        RequireAll(frame, frames);
        Allocator.MarkVerified(frame, frames);
    }

    private void RequireAll(ulong frame, uint frames)
    {
        if (!Allocator.AreUnverified(frame, frames))
        {
            throw Damaged(frame, $"it claims {frames} frames, not all of which are in use");
        }
    }
}

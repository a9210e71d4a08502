using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>
/// Verifies single pages by reading the file, never through the mapping, where an unreadable page would kill the process.
/// What is wrong is told by page number to <paramref name="fault"/>, which may throw; when it does not, the page is passed over.
/// </summary>
/// <param name="extents">The extents.</param>
/// <param name="meta">The meta under which the pages are.</param>
/// <param name="fault">Gets the frame of a bad page and what is wrong with it.</param>
internal sealed unsafe class PageVerifier(ExtentSet extents, Meta meta, Action<ulong, string> fault)
{
    private const int PieceBytes = 1 << 20;

    private byte[] _piece = new byte[Frame.DataPageBytes];

    /// <summary>Called with each whole page that was verified: its frame, and its first 16 KB, which is all of a data page.</summary>
    public PageContents? Verified { get; set; }

    /// <summary>Gets the contents of a page whose checksum is right; they are gone when it returns.</summary>
    public delegate void PageContents(ulong frame, ReadOnlySpan<byte> first);

    /// <summary>Called after each piece that was read, with its bytes: so that who has time can take it.</summary>
    public Action<int>? HasRead { get; init; }

    /// <summary>Whether these are frames that can hold nodes or pages.</summary>
    public bool Holds(ulong frame, ulong frames) => extents.Holds(frame, frames);

    /// <summary>Verifies header and checksum of a page.</summary>
    public bool TryVerify(ulong frame, PageKind kind)
    {
        if (!TryReadHeader(frame, kind, out PageHeader header))
        {
            return false;
        }
        if (kind == PageKind.Data && header.Frames != Frame.PerDataPage)
        {
            return Fault(frame, $"it is a data page of {header.Frames} frames");
        }
        long lengthBytes = (long)header.Frames * Frame.SizeBytes;
        if (_piece.Length < Math.Min(lengthBytes, PieceBytes))
        {
            _piece = new byte[PieceBytes];
        }
        uint state = Crc32C.Start;
        for (long at = 0; at < lengthBytes; at += _piece.Length)
        {
            Span<byte> part = _piece.AsSpan(0, (int)Math.Min(_piece.Length, lengthBytes - at));
            if (!TryRead(frame, at, part))
            {
                return false;
            }
            state = at == 0 ? StartPage(part) : Crc32C.Append(state, part);
        }
        if (Crc32C.Finish(state) != header.Checksum)
        {
            return Fault(frame, "its checksum is wrong");
        }
        Show(frame, lengthBytes);
        return true;
    }

    /// <summary>
    /// Reads a node of the table into a frame's bytes and verifies it: header, place in the table, checksum. In the place of a leaf it may be a
    /// bundle that stands for it.
    /// </summary>
    public bool TryReadNode(ulong frame, int level, ulong firstObjectId, Span<byte> node)
    {
        if (!Holds(frame, 1))
        {
            return Fault(frame, "it lies outside of the extent");
        }
        ref readonly PageHeader header = ref MemoryMarshal.AsRef<PageHeader>(node);
        if (!TryRead(frame, 0, node))
        {
            return false;
        }
        bool isBundle = level == 0 && header.Kind == PageKind.TableBundle;
        if (!Check(frame, header, isBundle ? PageKind.TableBundle : level == 0 ? PageKind.TableLeaf : PageKind.TableInner))
        {
            return false;
        }
        if (header.Level != level || header.Frames != 1 || (header.FirstObjectId != firstObjectId && !(isBundle && header.FirstObjectId < firstObjectId)))
        {
            return Fault(
                frame, $"it is the node of objects from {header.FirstObjectId} at level {header.Level}, where {firstObjectId} at {level} belongs");
        }
        if (Crc32C.ComputeWithoutField(node, PageHeader.ChecksumOffset) != header.Checksum)
        {
            return Fault(frame, "its checksum is wrong");
        }
        return !isBundle || IsSoundBundle(node, firstObjectId) || Fault(frame, $"it is no bundle with objects of the leaf from {firstObjectId}");
    }

    /// <summary>Reads a page's header and checks that it is the one that belongs there; its checksum is not looked at.</summary>
    public bool TryReadHeader(ulong frame, PageKind kind, out PageHeader header)
    {
        PageHeader read = default;
        header = default;
        if (!extents.Holds(frame, 1))
        {
            return Fault(frame, "it lies outside of the extent");
        }
        if (!TryRead(frame, 0, new Span<byte>(&read, PageHeader.SizeBytes)) || !Check(frame, read, kind))
        {
            return false;
        }
        header = read;
        return header.Frames > 0 && extents.Holds(frame, header.Frames) || Fault(frame, "it reaches past the end of the extent");
    }

    /// <summary>Whether ids ascend, are of leaves under one node and begin where the header says, and one is of a leaf.</summary>
    private static unsafe bool IsSoundBundle(Span<byte> page, ulong leafFirstId)
    {
        fixed (byte* bundle = page)
        {
            var header = (PageHeader*)bundle;
            if (header->Count is 0 or > TableBundle.Capacity)
            {
                return false;
            }
            Span<ulong> ids = TableBundle.Ids(bundle)[..(int)header->Count];
            for (int place = 1; place < ids.Length; place++)
            {
                if (ids[place] <= ids[place - 1])
                {
                    return false;
                }
            }
            ulong span = TableNode.Capacity(2);
            int found = TableBundle.PlaceOf(bundle, leafFirstId);
            return ids[0] / span == ids[^1] / span && TableBundle.FirstOfLeaf(ids[0]) == header->FirstObjectId
                && found < ids.Length && TableBundle.FirstOfLeaf(ids[found]) == leafFirstId;
        }
    }

    /// <summary>Whether a header is one of this repository, this place and this kind.</summary>
    public bool Check(ulong frame, in PageHeader header, PageKind kind)
    {
        if (header.Magic != PageHeader.MagicValue || header.PageNumber != frame)
        {
            return Fault(frame, $"there is no page of that number, but {header.PageNumber}");
        }
        if (header.RepositoryId != meta.RepositoryId)
        {
            return Fault(frame, $"it belongs to repository {header.RepositoryId:x16}");
        }
        if (header.Kind != kind)
        {
            return Fault(frame, $"it is of kind {header.Kind}, not {kind}");
        }
        return header.BirthCommit <= meta.CommitId
            || Fault(frame, $"it was written by commit {header.BirthCommit}, after the meta's {meta.CommitId}");
    }

    /// <summary>Reads from a page; false when the disk does not give it.</summary>
    public bool TryRead(ulong frame, long offset, Span<byte> destination)
    {
        string reason;
        try
        {
            extents.Read(((long)frame << Frame.Shift) + offset, destination);
            HasRead?.Invoke(destination.Length);
            return true;
        }
        catch (StorageException exception)
        {
            reason = exception.Message;
        }
        return Fault(frame, reason);
    }

    /// <summary>Tells what is wrong; always false.</summary>
    public bool Fault(ulong frame, string what)
    {
        fault(frame, what);
        return false;
    }

    private static uint StartPage(ReadOnlySpan<byte> first)
    {
        uint state = Crc32C.Append(Crc32C.Start, first[..PageHeader.ChecksumOffset]);
        state = Crc32C.Append(state, stackalloc byte[4]);
        return Crc32C.Append(state, first[(PageHeader.ChecksumOffset + 4)..]);
    }

    private void Show(ulong frame, long lengthBytes)
    {
        if (Verified == null)
        {
            return;
        }
        Span<byte> first = _piece.AsSpan(0, (int)Math.Min(lengthBytes, Frame.DataPageBytes));
        if (lengthBytes <= _piece.Length || TryRead(frame, 0, first))
        {
            Verified(frame, first);
        }
    }
}

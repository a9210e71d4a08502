using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace Stone.Server.ObjectTable;

/// <summary>The data page that small records are put into, one behind the other, until it is full. Not thread-safe; used under the engine's gate.</summary>
public sealed unsafe class OpenDataPage(ExtentSpace space, PageUsage usage)
{
    private int _usedBytes;

    /// <summary>Its first frame, 0 when none is open.</summary>
    public ulong Frame { get; private set; }

    /// <summary>Whether a record of this size still fits.</summary>
    public bool HasRoom(int recordBytes) => Frame != 0 && _usedBytes + recordBytes <= Shared.ObjectFormat.Pages.Frame.DataPageBytes;

    /// <summary>Opens a new page.</summary>
    public void Open(ulong birthCommit)
    {
        Frame = space.TakePage(PageKind.Data, birthCommit);
        _usedBytes = PageHeader.SizeBytes;
    }

    /// <summary>Puts a record, which has room, behind the others.</summary>
    public LeafEntry Add(ReadOnlySpan<byte> record)
    {
        PageHeader* page = space.Page(Frame);
        LeafEntry entry = LeafEntry.InPage(Frame, _usedBytes);
        record.CopyTo(new Span<byte>((byte*)page + _usedBytes, record.Length));
        page->Count++;
        usage.Increment(Frame);
        _usedBytes += record.Length;
        return entry;
    }

    /// <summary>Closes the page, which then is complete but for its checksum; its frame, 0 when none was open.</summary>
    public ulong Close()
    {
        ulong frame = Frame;
        if (frame != 0)
        {
            space.Page(frame)->UsedBytes = (uint)_usedBytes;
        }
        Frame = 0;
        return frame;
    }
}

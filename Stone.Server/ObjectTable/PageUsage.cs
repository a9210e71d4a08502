using Shared.ObjectFormat.Pages;

namespace Stone.Server.ObjectTable;

/// <summary>How many records of each data page the current object table reaches. In memory; recovery counts anew.</summary>
public sealed class PageUsage
{
    private readonly ushort[][] _live = [.. Enumerable.Repeat(Array.Empty<ushort>(), Frame.ExtentLimit)];

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
        ref ushort[] live = ref _live[Frame.ExtentIndex(frame)];
        int page = PageInExtent(frame);
        if (page >= live.Length)
        {
            Array.Resize(ref live, Math.Max(page + 1, Math.Max(1024, live.Length * 2)));
        }
        live[page]++;
    }

    /// <summary>The page is given up.</summary>
    public void Clear(ulong frame) => _live[Frame.ExtentIndex(frame)][PageInExtent(frame)] = 0;

    /// <summary>One record less; returns how many are left.</summary>
    public int Decrement(ulong frame) => --_live[Frame.ExtentIndex(frame)][PageInExtent(frame)];

    private static int PageInExtent(ulong frame) => (int)(Frame.WithinExtent(frame) / Frame.PerDataPage);
}

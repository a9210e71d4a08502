using Shared.ObjectFormat.Pages;

namespace Stone.Server.ObjectTable;

/// <summary>How many records of each data page the current object table reaches. In memory; recovery counts anew.</summary>
public sealed class PageUsage
{
    private ushort[] _live = [];

    /// <summary>The records in use of the page that begins at a frame.</summary>
    public int this[ulong frame]
    {
        get
        {
            ulong page = frame / Frame.PerDataPage;
            return page < (ulong)_live.Length ? _live[page] : 0;
        }
    }

    /// <summary>One more record.</summary>
    public void Increment(ulong frame)
    {
        int page = checked((int)(frame / Frame.PerDataPage));
        if (page >= _live.Length)
        {
            Array.Resize(ref _live, Math.Max(page + 1, Math.Max(1024, _live.Length * 2)));
        }
        _live[page]++;
    }

    /// <summary>The page is given up.</summary>
    public void Clear(ulong frame) => _live[frame / Frame.PerDataPage] = 0;

    /// <summary>One record less; returns how many are left.</summary>
    public int Decrement(ulong frame) => --_live[frame / Frame.PerDataPage];
}

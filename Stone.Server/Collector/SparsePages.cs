using Shared.ObjectFormat.Pages;

namespace Stone.Server.Collector;

/// <summary>Finds the data pages in which little lives, the emptiest first. What it sees may change meanwhile: the stone looks again.</summary>
internal sealed class SparsePages(ICollectedStone stone, double sparsePart)
{
    /// <summary>Looks through all pages; their first frames.</summary>
    public List<ulong> Find()
    {
        List<(ulong Frame, double Part)> sparse = [];
        for (int extent = 0; extent < stone.ExtentCount; extent++)
        {
            ushort[] live = stone.LiveRecords(extent);
            for (int page = 0; page < live.Length; page++)
            {
                ulong frame = Frame.Number(extent, (ulong)page * Frame.PerDataPage);
                if (live[page] > 0 && stone.RecordsOf(frame) is var records && live[page] <= records * sparsePart)
                {
                    sparse.Add((frame, (double)live[page] / records));
                }
            }
        }
        return [.. sparse.OrderBy(page => page.Part).ThenBy(page => page.Frame).Select(page => page.Frame)];
    }
}
